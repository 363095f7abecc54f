import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../domain/duration.ts'
import { readTime, readTimes } from './times.ts'

const now = Date.parse('2026-03-01T12:00:00.000Z')
const iso = (time: number) => new Date(time).toISOString()

test.each([
  ['ISO with Z', '2026-03-01T11:59:00.000Z', '2026-03-01T11:59:00.000Z'],
  ['an offset', '2026-03-01T12:59:00+01:00', '2026-03-01T11:59:00.000Z'],
  ['an offset without colon', '2026-03-01T12:59:00.5+0100', '2026-03-01T11:59:00.500Z'],
  ['an offset in hours', '2026-03-01 12:59+01', '2026-03-01T11:59:00.000Z'],
  ['no zone: UTC', '2026-03-01T11:59:00', '2026-03-01T11:59:00.000Z'],
  ['a date', '2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['nanoseconds', '2026-03-01T11:59:00.123456789Z', '2026-03-01T11:59:00.123Z'],
  ['milliseconds since 1970', 1_772_366_340_000, '2026-03-01T11:59:00.000Z'],
  ['seconds since 1970', 1_772_366_340, '2026-03-01T11:59:00.000Z'],
])('a time is read from %s', (_name, written, read) => {
  expect(iso(readTime(written) ?? Number.NaN)).toBe(read)
})

test.each([['yesterday'], [''], ['2026'], ['2026-13-01'], ['12/31/2026'], [null], [undefined], [{}], [1e300], [true]])(
  'no time is read from %j',
  (written) => expect(readTime(written)).toBeNull(),
)

test.each([
  ['as said, where the sender has no clock to correct', { timestamp: iso(now - HOUR) }, now - HOUR, null],
  ['now, where nothing is said', {}, now, null],
  ['now, where the time cannot be read', { timestamp: 'soon' }, now, null],
  ['by the original time, where there is no other', { originalTimestamp: iso(now - 5) }, now - 5, null],
  [
    'by the time given, before the original one',
    { timestamp: iso(now - 9), originalTimestamp: iso(now) },
    now - 9,
    null,
  ],
  [
    'corrected for a clock that is an hour fast',
    { timestamp: iso(now + HOUR - MINUTE), sentAt: iso(now + HOUR) },
    now - MINUTE,
    now + HOUR - MINUTE,
  ],
  ['corrected for a clock of 1970', { timestamp: iso(1000), sentAt: iso(6000) }, now - 5000, 1000],
  ['never in the future', { timestamp: '2099-01-01T00:00:00Z' }, now, Date.UTC(2099, 0)],
  ['no further back than 30 days', { timestamp: '1970-01-01T00:00:00Z' }, now - 30 * DAY, 0],
  ['without a correction that cannot be read', { timestamp: iso(now - 7), sentAt: '?' }, now - 7, null],
])('a message happened %s', (_name, sent, at, sentTime) => {
  expect(readTimes(sent, now, false)).toEqual({ at, sentTime })
})

test.each([
  [
    'as far back as it says',
    { timestamp: '2015-02-23T22:28:55Z', sentAt: '2015-02-23T22:28:56Z' },
    '2015-02-23T22:28:55.000Z',
  ],
  ['not before 1970', { timestamp: '1969-07-20T20:17:40Z' }, '1970-01-01T00:00:00.000Z'],
  ['never in the future', { timestamp: '2099-01-01' }, iso(now)],
])('a message of a historical key happened %s', (_name, sent, at) => {
  expect(iso(readTimes(sent, now, true).at)).toBe(at)
})
