import { DAY } from '../duration.ts'
import type { Time } from '../facts.ts'
import type { Openings } from './openings.ts'

const WEEK = 7 * DAY

/** Openings with the open time that lies before each of them, so that both can be found by binary search. */
interface Stretch {
  readonly openings: Openings
  /** One number for each opening and one for the end, in ms. */
  readonly sums: readonly number[]
  readonly total: number
}

/**
 * Openings without end. Before their first and after their last moment a week of theirs repeats, every 7 × 24 hours
 * (so it may drift by the hour of a clock change): of the eight outermost weeks the one with the most open time, the
 * outermost of equals, so that a week of holidays at the end does not become the rule.
 */
export interface Timeline {
  readonly body: Stretch
  readonly start: Time
  readonly end: Time
  /** Times are relative to the start of the week, which begins at `start` or `end`. */
  readonly weekBefore: Stretch
  readonly weekAfter: Stretch
}

const timelines = new WeakMap<Openings, Timeline>()

/** The timeline of these openings, made once for each array. Openings that are empty count as open at all times. */
export function timelineOf(openings: Openings): Timeline {
  const made = timelines.get(openings)
  if (made) return made
  const body = stretch(openings)
  const start = openings[0] ?? 0
  const end = openings.at(-1) ?? 0
  const weeks = [0, 1, 2, 3, 4, 5, 6, 7]
  const timeline = {
    body,
    start,
    end,
    weekBefore: fullest(weeks.map((week) => cut(openings, start + week * WEEK))),
    weekAfter: fullest(weeks.map((week) => cut(openings, end - (week + 1) * WEEK))),
  }
  timelines.set(openings, timeline)
  return timeline
}

/** Open time in ms from the timeline's start to `at`; negative before the start. */
export function openTimeUntil({ body, start, end, weekBefore, weekAfter }: Timeline, at: Time): number {
  if (at < start) return weeksUntil(weekBefore, at - start)
  if (at > end) return body.total + weeksUntil(weekAfter, at - end)
  return openIn(body, at)
}

function weeksUntil(week: Stretch, at: number): number {
  const nth = Math.floor(at / WEEK)
  return nth * week.total + openIn(week, at - nth * WEEK)
}

/** The last moment at which this much open time has passed: open, even where the time before it was closed. */
export function openAt({ body, start, end, weekBefore, weekAfter }: Timeline, amount: number): Time {
  if (amount >= 0 && amount < body.total) return lastWith(body, amount)
  const [week, from, rest] = amount < 0 ? [weekBefore, start, amount] : [weekAfter, end, amount - body.total]
  const nth = Math.floor(rest / week.total)
  return from + nth * WEEK + lastWith(week, rest - nth * week.total)
}

/** The first moment at which this much open time has passed: a close, even where the next opening comes later. */
export function closeAt({ body, start, end, weekBefore, weekAfter }: Timeline, amount: number): Time {
  if (amount > 0 && amount <= body.total) return firstWith(body, amount)
  const [week, from, rest] = amount <= 0 ? [weekBefore, start, amount] : [weekAfter, end, amount - body.total]
  const nth = Math.ceil(rest / week.total) - 1
  return from + nth * WEEK + firstWith(week, rest - nth * week.total)
}

/** The opening that holds `at`, or the next one, and all that follow: without end. */
export function* intervalsFrom({ body, start, end, weekBefore, weekAfter }: Timeline, at: Time) {
  if (at < start) {
    for (let from = start + Math.floor((at - start) / WEEK) * WEEK; from < start; from += WEEK) {
      yield* intervalsOf(weekBefore, from, at)
    }
  }
  if (at < end) yield* intervalsOf(body, 0, at)
  for (let from = end + Math.max(0, Math.floor((at - end) / WEEK)) * WEEK; ; from += WEEK) {
    yield* intervalsOf(weekAfter, from, at)
  }
}

function* intervalsOf({ openings, sums }: Stretch, shift: number, at: Time) {
  for (let nth = firstOpening(openings, at - shift); nth < sums.length - 1; nth += 1) {
    yield { open: (openings[2 * nth] ?? 0) + shift, close: (openings[2 * nth + 1] ?? 0) + shift }
  }
}

function stretch(openings: Openings): Stretch {
  const sums = [0]
  for (let nth = 0; nth < openings.length / 2; nth += 1) {
    sums.push((sums[nth] ?? 0) + (openings[2 * nth + 1] ?? 0) - (openings[2 * nth] ?? 0))
  }
  return { openings, sums, total: sums.at(-1) ?? 0 }
}

/** The openings within the week from `from`, relative to it. */
function cut(openings: Openings, from: Time): Stretch {
  const within: Time[] = []
  for (let nth = firstOpening(openings, from); nth < openings.length / 2; nth += 1) {
    const open = Math.max((openings[2 * nth] ?? 0) - from, 0)
    const close = Math.min((openings[2 * nth + 1] ?? 0) - from, WEEK)
    if (open >= close) break
    within.push(open, close)
  }
  return stretch(within)
}

function fullest(weeks: readonly Stretch[]): Stretch {
  const best = weeks.reduce((kept, week) => (week.total > kept.total ? week : kept))
  return best.total > 0 ? best : stretch([0, WEEK])
}

/** The first opening that is not over at `at`. */
function firstOpening(openings: Openings, at: Time): number {
  return firstIndex(openings.length / 2, (nth) => (openings[2 * nth + 1] ?? 0) > at)
}

function openIn({ openings, sums }: Stretch, at: Time): number {
  const nth = firstOpening(openings, at)
  return (sums[nth] ?? 0) + Math.max(0, at - (openings[2 * nth] ?? Number.POSITIVE_INFINITY))
}

/** `amount` from 0 inclusive to the total exclusive. */
function lastWith({ openings, sums }: Stretch, amount: number): Time {
  const nth = firstIndex(sums.length - 1, (index) => (sums[index + 1] ?? 0) > amount)
  return (openings[2 * nth] ?? 0) + amount - (sums[nth] ?? 0)
}

/** `amount` from 0 exclusive to the total inclusive. */
function firstWith({ openings, sums }: Stretch, amount: number): Time {
  const nth = firstIndex(sums.length - 1, (index) => (sums[index + 1] ?? 0) >= amount)
  return (openings[2 * nth] ?? 0) + amount - (sums[nth] ?? 0)
}

/** The first index from 0 to `length` from which on the condition holds; `length` where it never does. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
