import { Temporal } from 'temporal-polyfill'
import { DAY, MINUTE } from '../duration.ts'
import type { Time } from '../facts.ts'

/** A stretch of time, `from` inclusive and `until` exclusive, during which a zone keeps one distance from UTC. */
interface Span {
  readonly from: Time
  readonly until: Time
  /** Local time minus UTC, in ms. */
  readonly offset: number
}

/** Enough for every name there is; beyond it (names in odd letter cases) the cache starts anew. */
const MOST_ZONES = 1000

// The clock changes of a zone stay the same while Ripen runs, so this cache cannot make an answer depend on the past.
const knownZones = new Map<string, { spans: readonly Span[]; latest: Span }>()

/** Whether this names a time zone of the IANA database (`Europe/Berlin`, `UTC`). Bare offsets (`+02:00`) are none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/** The local calendar day in days since 1970-01-01. Throws RangeError for an unknown zone, as all of this file does. */
export function localDay(zone: string, at: Time): number {
  return Math.floor((at + offsetAt(zone, at)) / DAY)
}

/** The local calendar month, as `2026-11`. */
export function localMonth(zone: string, at: Time): string {
  const day = localDay(zone, at)
  if (day !== lastDay) {
    lastDay = day
    lastMonth = dateOf(day).slice(0, -3)
  }
  return lastMonth
}

// What is counted lately is mostly of one day, and making the text costs more than comparing a number.
let lastDay = 0
let lastMonth = '1970-01'

/** The local day (days since 1970-01-01) and the minutes that the clock shows since 00:00, with fractions. */
export function localParts(zone: string, at: Time): { readonly day: number; readonly minutes: number } {
  const local = at + offsetAt(zone, at)
  const day = Math.floor(local / DAY)
  return { day, minutes: (local - day * DAY) / MINUTE }
}

/**
 * The moment at which the local clock shows `minutes` after 00:00 of `day`; 1440 is the next day's 00:00.
 * A time that the clock skips is the moment after the gap; of a time that it shows twice, the earlier.
 */
export function atLocal(zone: string, day: number, minutes: number): Time {
  const local = day * DAY + Math.round(minutes * MINUTE)
  // No zone is more than a day away from UTC, so the answer lies in one of the spans on both sides.
  const before = spanAt(zone, local - DAY)
  const after = spanAt(zone, local + DAY)
  const early = local - before.offset
  if (early < before.until) return early
  return Math.max(local - after.offset, after.from)
}

/** `2026-12-24` as days since 1970-01-01; null for what is no day of the calendar. */
export function dayOf(date: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return null
  const day = Date.parse(`${date}T00:00:00Z`) / DAY
  return !Number.isNaN(day) && dateOf(day) === date ? day : null
}

/** Days since 1970-01-01 as `2026-12-24`. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, -14)
}

function offsetAt(zone: string, at: Time): number {
  return spanAt(zone, at).offset
}

/** The span around a moment; most questions are about the span of the question before. */
function spanAt(zone: string, at: Time): Span {
  const known = knownZones.get(zone)
  if (known && holds(known.latest, at)) return known.latest
  const span = known?.spans.find((candidate) => holds(candidate, at)) ?? findSpan(zone, at)
  if (!known) {
    if (knownZones.size >= MOST_ZONES) knownZones.clear()
    knownZones.set(zone, { spans: [span], latest: span })
  } else {
    if (!known.spans.includes(span)) known.spans = [...known.spans, span]
    known.latest = span
  }
  return span
}

function holds(span: Span, at: Time): boolean {
  return at >= span.from && at < span.until
}

function findSpan(zone: string, at: Time): Span {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone)
  const from = local.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  const until = local.getTimeZoneTransition('next')
  return {
    from: from?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: until?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: local.offsetNanoseconds / 1e6,
  }
}
