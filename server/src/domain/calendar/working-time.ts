import type { Duration } from '../duration.ts'
import { HOUR } from '../duration.ts'
import type { Time } from '../facts.ts'
import type { Openings } from './openings.ts'
import type { Timeline } from './timeline.ts'
import { closeAt, intervalsFrom, openAt, openTimeUntil, timelineOf } from './timeline.ts'
import { atLocal, localDay, localParts } from './zone.ts'

/**
 * The moment that lies `duration` after `start`.
 *
 * Elapsed time runs whatever the calendar. Working hours run while it is open, and end at a close rather than at the
 * next opening. Working days lead to the same local time on the n-th next day that has openings; where that day is
 * not yet open at that time the moment is its opening, in a break the end of the break, and after hours its last close.
 * For both a start out of hours is the next opening. Beyond what `openings` cover their weeks go on (timeline.ts).
 */
export function addWorking(openings: Openings, zone: string, start: Time, duration: Duration): Time {
  if (duration.unit === 'elapsed') return start + duration.ms
  const timeline = timelineOf(openings)
  const opened = openAt(timeline, openTimeUntil(timeline, start))
  if (duration.unit === 'working_days') return addDays(timeline, zone, opened, duration.days)
  return closeAt(timeline, openTimeUntil(timeline, opened) + Math.round(duration.hours * HOUR))
}

/** Open time from `a` to `b` in ms; 0 where `b` is not after `a`. Beyond what `openings` cover their weeks go on. */
export function workingBetween(openings: Openings, a: Time, b: Time): number {
  if (b <= a) return 0
  const timeline = timelineOf(openings)
  return openTimeUntil(timeline, b) - openTimeUntil(timeline, a)
}

function addDays(timeline: Timeline, zone: string, opened: Time, days: number): Time {
  const from = localParts(zone, opened)
  if (timeline.body.total === 0) return atLocal(zone, from.day + days, from.minutes)
  let day = from.day
  let passed = 0
  let reached = opened
  for (const { open, close } of intervalsFrom(timeline, opened)) {
    const openDay = localDay(zone, open)
    if (openDay > day) {
      if (passed === days) break
      passed += 1
      day = openDay
    }
    if (passed < days) continue
    const wanted = atLocal(zone, day, from.minutes)
    if (wanted < close) return Math.max(wanted, open)
    reached = close
  }
  return reached
}
