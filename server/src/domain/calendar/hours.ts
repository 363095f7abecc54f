import type { Message } from '../message.ts'
import { message } from '../message.ts'

/** Opening time within one day, in minutes after 00:00; `close` is at most 1440. */
export interface Shift {
  readonly open: number
  readonly close: number
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const SHIFT = /^(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)$/

/** Reads `09:00-12:30, 13:30-18:00`; the faults say which part is wrong. The shifts come sorted. */
export function readShifts(text: string): { readonly shifts: readonly Shift[]; readonly faults: readonly Message[] } {
  const shifts: Shift[] = []
  const faults: Message[] = []
  for (const part of text.split(',').map((piece) => piece.trim())) {
    const shift = readShift(part)
    if (!shift) faults.push(message('calendar.unreadable_hours', { hours: part }))
    else if (shift.close <= shift.open) faults.push(message('calendar.backward_hours', { hours: part }))
    else shifts.push(shift)
  }
  shifts.sort((a, b) => a.open - b.open)
  for (const [index, shift] of shifts.entries()) {
    const former = shifts[index - 1]
    if (former && former.close > shift.open) {
      faults.push(message('calendar.overlapping_hours', { first: showShift(former), second: showShift(shift) }))
    }
  }
  return { shifts, faults }
}

function readShift(text: string): Shift | null {
  const [openHour, openMinute, closeHour, closeMinute] = (SHIFT.exec(text) ?? []).slice(1).map(Number)
  if (openHour === undefined || openMinute === undefined || closeHour === undefined || closeMinute === undefined) {
    return null
  }
  const open = openHour * 60 + openMinute
  const close = closeHour * 60 + closeMinute
  const readable = openMinute < 60 && closeMinute < 60 && open < 1440 && close <= 1440
  return readable ? { open, close } : null
}

function showShift({ open, close }: Shift): string {
  return `${showMinutes(open)}-${showMinutes(close)}`
}

function showMinutes(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/**
 * Reads `mon`, `mon-thu` or `mon, wed-fri` as places in the week, Monday = 0; null where it names no days.
 * A range may run over the end of the week: `sun-thu`.
 */
export function readDays(text: string): readonly number[] | null {
  const days: number[] = []
  for (const part of text.toLowerCase().split(',')) {
    const [first = -1, last = first, ...more] = part.split('-').map((name) => placeInWeek(name.trim()))
    if (first < 0 || last < 0 || more.length > 0) return null
    for (let step = 0; step <= (last - first + 7) % 7; step += 1) days.push((first + step) % 7)
  }
  return days
}

function placeInWeek(name: string): number {
  return (weekdays as readonly string[]).indexOf(name)
}
