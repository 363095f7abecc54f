import { describe, expect, test } from 'vitest'
import { timeReader } from './read-time.ts'

const read = (text: string, { dates, zone = 'UTC' }: { dates?: string[]; zone?: string } = {}) => {
  const result = timeReader(dates ?? null, zone)?.(text)
  if (result === undefined) throw new Error('no format')
  if ('fault' in result) return result.fault
  const time = new Date(result.at).toISOString().replace('.000', '')
  return result.clock === null ? time : `${time} ${result.clock}`
}

test.each([
  ['2026-01-15', '2026-01-15T00:00:00Z'],
  ['2026-01-15 10:32', '2026-01-15T10:32:00Z'],
  ['2025-11-03T09:14:00.000Z', '2025-11-03T09:14:00Z'],
  ['2025-11-03T09:14:00+02:00', '2025-11-03T07:14:00Z'],
  ['2025-11-03 09:14:00 -0330', '2025-11-03T12:44:00Z'],
  ['03.11.2025', '2025-11-03T00:00:00Z'],
  ['3.11.2025 17:05', '2025-11-03T17:05:00Z'],
  ['Nov 3, 2025', '2025-11-03T00:00:00Z'],
  ['3 November 2025', '2025-11-03T00:00:00Z'],
  ['12/31/2025', '2025-12-31T00:00:00Z'],
  ['31/12/2025 9:00 PM', '2025-12-31T21:00:00Z'],
  ['2/29/2024', '2024-02-29T00:00:00Z'],
])('%s can mean one day only', (text, time) => {
  expect(read(text)).toBe(time)
})

test.each([
  ['03/04/2025', 'ambiguous'],
  ['2/29/2025', 'unreadable'],
  ['2025-13-01', 'unreadable'],
  ['2025-02-30', 'unreadable'],
  ['yesterday', 'unreadable'],
  ['45000', 'unreadable'],
  ['1/2/25', 'unreadable'],
  ['2025-01-15 25:00', 'unreadable'],
])('%s is %s', (text, fault) => {
  expect(read(text)).toBe(fault)
})

describe('with formats that are named', () => {
  test.each([
    ['03/04/2025', ['D/M/YYYY'], '2025-04-03T00:00:00Z'],
    ['03/04/2025', ['M/D/YYYY'], '2025-03-04T00:00:00Z'],
    ['03/04/2025', ['M/D/YYYY', 'D/M/YYYY'], 'ambiguous'],
    ['13/04/2025', ['M/D/YYYY'], 'unreadable'],
    ['1/2/25', ['D/M/YY'], '2025-02-01T00:00:00Z'],
    ['20250203', ['YYYYMMDD'], '2025-02-03T00:00:00Z'],
    ['1700000000', ['X'], '2023-11-14T22:13:20Z'],
    ['1700000000123', ['x'], '2023-11-14T22:13:20.123Z'],
    ['2025-02-03', ['M/D/YYYY'], '2025-02-03T00:00:00Z'],
  ])('%s by %j', (text, dates, time) => {
    expect(read(text, { dates })).toBe(time)
  })

  test('what names no day is no format', () => {
    expect(timeReader(['HH:mm'], 'UTC')).toBeNull()
    expect(timeReader(['M/D/M/YYYY'], 'UTC')).toBeNull()
  })
})

describe('an hour that daylight saving skips, or has twice', () => {
  test.each([
    ['2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:00:00Z gap'],
    ['2026-03-29 03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['2025-10-26 02:30', 'Europe/Berlin', '2025-10-26T00:30:00Z twice'],
    ['2025-10-26 03:00', 'Europe/Berlin', '2025-10-26T02:00:00Z'],
    ['2026-03-08 02:15', 'America/New_York', '2026-03-08T07:00:00Z gap'],
    ['2026-04-05 01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z twice'],
    ['2026-03-29T02:30:00+01:00', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
  ])('%s in %s', (text, zone, time) => {
    expect(read(text, { zone })).toBe(time)
  })
})
