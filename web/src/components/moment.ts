import { dateFormat } from './locale.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const dayFormat = dateFormat({ day: 'numeric', month: 'short', year: 'numeric' })
const weekdayFormat = dateFormat({ weekday: 'long', day: 'numeric', month: 'long' })
const clockFormat = dateFormat({ hour: '2-digit', minute: '2-digit' })
const exactFormat = dateFormat({ dateStyle: 'full', timeStyle: 'long' })

/** "2 hours ago" within a week, then the date. */
export function agoText(at: number, now: number): string {
  const past = now - at
  if (Math.abs(past) < MINUTE) return 'just now'
  if (Math.abs(past) < HOUR) return relative.format(-Math.round(past / MINUTE), 'minute')
  if (Math.abs(past) < DAY) return relative.format(-Math.round(past / HOUR), 'hour')
  if (Math.abs(past) < 7 * DAY) return relative.format(-Math.round(past / DAY), 'day')
  return dayFormat.format(at)
}

/** The same within a sentence, also of what is yet to come: "2 hours ago", "in 3 days", "on 12 Nov 2026". */
export function agoPhrase(at: number, now: number): string {
  return Math.abs(now - at) < 7 * DAY ? agoText(at, now) : `on ${agoText(at, now)}`
}

export const exactText = (at: number): string => exactFormat.format(at)

export const clockText = (at: number): string => clockFormat.format(at)

/** "Today", "Yesterday", "Tuesday, 17 November", and with the year once that is another one. */
export function dayText(at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  const otherYear = new Date(at).getFullYear() !== new Date(now).getFullYear()
  return otherYear ? dayFormat.format(at) : weekdayFormat.format(at)
}

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** The two largest parts of a stretch of time: "3 h 12 m", "11 d", "less than a minute". */
export function stretchText(milliseconds: number): string {
  if (milliseconds < MINUTE) return 'less than a minute'
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`
  if (milliseconds < DAY) {
    const minutes = Math.floor((milliseconds % HOUR) / MINUTE)
    return `${Math.floor(milliseconds / HOUR)} h${minutes === 0 ? '' : ` ${minutes} m`}`
  }
  return `${Math.floor(milliseconds / DAY)} d`
}
