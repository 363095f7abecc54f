import { DAY } from '../../domain/duration.ts'
import type { Time } from '../../domain/facts.ts'

/** How far back a message of an ordinary key may lie. */
const REACH = 30 * DAY

const isoTime = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i
const earliest = Date.parse('0001-01-01T00:00:00Z')
const latest = Date.UTC(9999, 0)

/**
 * Reads a time as clients write it: ISO 8601 (UTC where it names no zone), or a number of seconds or milliseconds
 * since 1970. Null where it is neither.
 */
export function readTime(value: unknown): Time | null {
  if (typeof value === 'number') return inRange(Math.abs(value) < 1e11 ? value * 1000 : value)
  const [, date, time, zone] = typeof value === 'string' ? (isoTime.exec(value.trim()) ?? []) : []
  if (date === undefined) return null
  if (time === undefined) return inRange(Date.parse(`${date}T00:00:00Z`))
  return inRange(Date.parse(`${date}T${time.replace(',', '.')}${zone === undefined ? 'Z' : offset(zone)}`))
}

function offset(zone: string): string {
  if (zone.length === 1) return 'Z'
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`
}

function inRange(time: number): Time | null {
  return time >= earliest && time <= latest ? Math.floor(time) : null
}

interface SentTimes {
  readonly timestamp?: unknown
  readonly originalTimestamp?: unknown
  readonly sentAt?: unknown
}

/**
 * When a message happened, and the sender's own time where that was changed.
 *
 * The sender's clock is corrected by what it says of the moment of sending, and the result lies within the last 30
 * days. A historical key's times are taken as written, back to 1970: archived messages carry the moment at which they
 * were first sent, which says nothing of a clock today. Nothing lies in the future. A time that cannot be read counts
 * as absent: the message then happened when it was received.
 */
export function readTimes(sent: SentTimes, receivedAt: Time, historical: boolean): { at: Time; sentTime: Time | null } {
  const said = readTime(sent.timestamp) ?? readTime(sent.originalTimestamp)
  if (said === null) return { at: receivedAt, sentTime: null }
  const sentAt = historical ? null : readTime(sent.sentAt)
  const corrected = sentAt === null ? said : receivedAt - (sentAt - said)
  const at = Math.min(Math.max(corrected, historical ? 0 : receivedAt - REACH), receivedAt)
  return { at, sentTime: at === said ? null : said }
}
