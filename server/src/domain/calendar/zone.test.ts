import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atLocal, dateOf, dayOf, isZone, localDay, localMonth, localParts } from './zone.ts'

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'UTC']
const at = (text: string) => Date.parse(text)
const local = (zone: string, text: string) => {
  const [date = '', time = ''] = text.split(' ')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(atLocal(zone, dayOf(date)!, hours * 60 + minutes)).toISOString().replace(':00.000Z', 'Z')
}

/** What the platform's own calendar says, in ms of the local clock. */
const shown = (zone: string, moment: number) => {
  const format = new Intl.DateTimeFormat('en', {
    ...{ timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' },
  })
  const parts = Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, Number(part.value)]))
  return Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute'], parts['second'])
}

const moments = fc.integer({ min: at('1975-01-01T00:00Z'), max: at('2060-01-01T00:00Z') })

describe('zones', () => {
  test.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['America/Argentina/Buenos_Aires', true],
    ['Europe/Atlantis', false],
    ['+02:00', false],
    ['', false],
    ['Berlin', false],
  ])('%j is a zone: %s', (name, is) => {
    expect(isZone(name)).toBe(is)
  })

  test('an unknown zone is a broken promise', () => {
    expect(() => localDay('Europe/Atlantis', 0)).toThrow(RangeError)
  })
})

describe('the local day', () => {
  test.each([
    ['Europe/Berlin', '2026-11-20T22:59:59.999Z', '2026-11-20'],
    ['Europe/Berlin', '2026-11-20T23:00Z', '2026-11-21'],
    ['Europe/Berlin', '2026-06-20T22:00Z', '2026-06-21'],
    ['America/New_York', '2026-03-08T04:59Z', '2026-03-07'],
    ['America/New_York', '2026-03-09T03:59Z', '2026-03-08'],
    ['America/New_York', '2026-03-09T04:00Z', '2026-03-09'],
    ['Asia/Kathmandu', '2026-01-01T18:14Z', '2026-01-01'],
    ['Asia/Kathmandu', '2026-01-01T18:15Z', '2026-01-02'],
    ['Pacific/Apia', '2011-12-30T09:59Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00Z', '2011-12-31'],
  ])('in %s of %s is %s', (zone, moment, date) => {
    expect(dateOf(localDay(zone, at(moment)))).toBe(date)
  })

  test('the month follows the local day', () => {
    expect(localMonth('Asia/Kathmandu', at('2026-10-31T18:20Z'))).toBe('2026-11')
    expect(localMonth('America/New_York', at('2026-11-01T03:00Z'))).toBe('2026-10')
  })

  test.each(zones)('in %s agrees with the platform at any moment', (zone) => {
    fc.assert(
      fc.property(moments, (moment) => {
        const parts = localParts(zone, moment)
        const clock = parts.day * 86_400_000 + Math.round(parts.minutes * 60_000)
        expect(Math.floor(clock / 1000) * 1000).toBe(shown(zone, moment))
        expect(parts.day).toBe(localDay(zone, moment))
      }),
    )
  })

  test('is right on both sides of a clock change that falls between two quarter hours', () => {
    expect(localParts('America/St_Johns', at('2006-04-02T03:30:59Z')).minutes).toBeCloseTo(1 - 1 / 60)
    expect(localParts('America/St_Johns', at('2006-04-02T03:31:00Z')).minutes).toBe(61)
  })
})

describe('a local time', () => {
  test.each([
    ['Europe/Berlin', '2026-01-15 09:00', '2026-01-15T08:00Z', 'in winter'],
    ['Europe/Berlin', '2026-07-15 09:00', '2026-07-15T07:00Z', 'in summer'],
    ['Europe/Berlin', '2026-03-29 01:59', '2026-03-29T00:59Z', 'before the gap'],
    ['Europe/Berlin', '2026-03-29 02:30', '2026-03-29T01:00Z', 'in the gap is the moment after it'],
    ['Europe/Berlin', '2026-03-29 03:00', '2026-03-29T01:00Z', 'after the gap'],
    ['Europe/Berlin', '2026-10-25 02:30', '2026-10-25T00:30Z', 'that comes twice is the earlier'],
    ['Europe/Berlin', '2026-10-25 03:00', '2026-10-25T02:00Z', 'after the overlap'],
    ['America/New_York', '2026-03-08 02:30', '2026-03-08T07:00Z', 'in the gap'],
    ['America/New_York', '2026-11-01 01:30', '2026-11-01T05:30Z', 'that comes twice'],
    ['Australia/Lord_Howe', '2026-10-04 02:15', '2026-10-03T15:30Z', 'in a gap of half an hour'],
    ['Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-04T14:45Z', 'that comes twice within half an hour'],
    ['Asia/Kathmandu', '2026-05-01 09:00', '2026-05-01T03:15Z', 'at a quarter hour from UTC'],
    ['America/Sao_Paulo', '2018-11-04 00:00', '2018-11-04T03:00Z', 'of a midnight that does not exist'],
    ['Europe/Berlin', '2026-12-31 24:00', '2026-12-31T23:00Z', 'of 24:00 is the next midnight'],
  ])('in %s, %s is %s (%s)', (zone, text, moment) => {
    expect(local(zone, text)).toBe(moment)
  })

  test.each(zones)('in %s leads back to the moment, or to the earlier of a pair', (zone) => {
    fc.assert(
      fc.property(moments, (moment) => {
        const { day, minutes } = localParts(zone, moment)
        const again = atLocal(zone, day, minutes)
        expect(again).toBeLessThanOrEqual(moment)
        expect(shown(zone, again)).toBe(shown(zone, moment))
      }),
    )
  })
})

test.each([
  ['2026-02-28', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-2-1', false],
])('%s is a day of the calendar: %s', (date, is) => {
  expect(dayOf(date) !== null).toBe(is)
})
