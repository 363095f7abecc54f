import { describe, expect, test } from 'vitest'
import { DAY } from '../duration.ts'
import { contribution, type LedgerEntry } from './contribution.ts'
import { dimensions } from './dimensions.ts'
import type { Shape } from './shape.ts'
import { readRowKey, Tally } from './tally.ts'

const shape: Shape = { zone: 'UTC', stages: new Map([['main', ['a', 'b', 'c']]]) }
const BEGIN = Date.parse('2026-01-20T00:00:00Z')

/** Moves as `stage@day`; `!` made by an exclusion, `?` without a date. */
function ledgerOf(text: string): readonly LedgerEntry[] {
  const moves = text.split(' ').filter((word) => word !== '')
  return moves.map((word, index) => {
    const [, to = '', day = '', mark] = /^(\w+)@(\d+)([!?])?$/.exec(word) ?? []
    const from = /^(\w+)/.exec(moves[index - 1] ?? '')?.[1] ?? null
    return {
      nth: index + 1,
      track: 'main',
      from,
      to,
      at: BEGIN + Number(day) * DAY,
      excluded: mark === '!',
      undated: mark === '?',
      stamps: dimensions.map((dimension) => (dimension === 'source' ? `source ${index + 1}` : '(empty)')),
    }
  })
}

const cells = (text: string, month: string) =>
  contribution(shape, ledgerOf(text))
    .filter((one) => one.day === null && one.month === month && !one.cell.startsWith('t:'))
    .map(({ cell, entry }) => `${cell} ${entry.nth}`)
    .sort()

describe('what one contact adds to a month', () => {
  test.each([
    [
      'enters and goes on',
      'a@0 b@1 c@2',
      ['e:a 1', 'e:b 2', 'e:c 3', 'r:a 1', 'r:b 2', 'r:c 3'],
      ['a>b', 'a>c', 'b>c'],
    ],
    [
      'passes over a stage, which it reached and did not enter',
      'a@0 c@2',
      ['e:a 1', 'e:c 2', 'r:a 1', 'r:b 2', 'r:c 2'],
      ['a>c'],
    ],
    ['begins at a later stage', 'c@0', ['e:c 1', 'r:a 1', 'r:b 1', 'r:c 1'], []],
    ['comes again', 'a@0 x@1 a@2', ['a:a 3', 'e:a 1', 'e:x 2', 'r:a 1', 'r:x 2'], []],
    ['goes on from the second time', 'b@0 a@1 b@2', ['a:b 3', 'e:a 2', 'e:b 1', 'r:a 1', 'r:b 1'], ['a>b']],
    ['is excluded', 'a@0 x@1!', ['e:a 1', 'r:a 1'], []],
    ['is excluded at once', 'x@0!', [], []],
    ['comes back after an exclusion', 'x@0! a@1', ['e:a 2', 'r:a 2'], []],
    ['is named in a stage without its date', 'a@0 b@1?', ['e:a 1', 'r:a 1', 'r:b 2'], []],
    ['enters what was named without its date before', 'b@0? a@1 b@2', ['e:a 2', 'e:b 3', 'r:a 1', 'r:b 1'], ['a>b']],
    ['moves back', 'a@0 b@1 a@2', ['a:a 3', 'e:a 1', 'e:b 2', 'r:a 1', 'r:b 2'], ['a>b']],
  ])('%s', (_, text, expected, followed) => {
    const january = cells(text, '2026-01')
    expect(january.filter((cell) => !/^[pf]:/.test(cell))).toEqual(expected)
    expect(january.filter((cell) => cell.startsWith('f:')).map((cell) => cell.slice(2, 5))).toEqual(followed)
  })

  test('a stage that was passed over is reached after the one before, and has no time', () => {
    expect(cells('a@0 c@2', '2026-01').filter((cell) => /^[pf]:/.test(cell))).toEqual(['f:a>c 1', 'p:a>b 1', 'p:a>c 1'])
    const times = contribution(shape, ledgerOf('a@0 c@2')).filter(({ cell }) => cell.startsWith('t:'))
    expect(times.map(({ cell }) => cell.slice(0, 5))).toEqual(['t:a>c'])
  })

  test('what came of an entry is counted in its month, what was reached in the month when it was', () => {
    expect(cells('a@0 b@20', '2026-01')).toEqual(['e:a 1', 'f:a>b 1', 'p:a>b 1', 'r:a 1'])
    expect(cells('a@0 b@20', '2026-02')).toEqual(['e:b 2', 'r:b 2'])
  })

  test('where it is now has no month, and an excluded contact is somewhere too', () => {
    expect(cells('a@0 x@1!', '')).toEqual(['n:x 2'])
  })

  test('moves are counted by day, in and out; an exclusion moves out only', () => {
    const days = contribution(shape, ledgerOf('a@0 x@1!')).flatMap(({ day, cell }) =>
      day === null ? [] : [`${day} ${cell}`],
    )
    expect(days).toEqual(['2026-01-20 i:a', '2026-01-21 o:a', '2026-01-20 e:a'])
  })

  test('months and days are those of the zone', () => {
    const tokyo = { ...shape, zone: 'Asia/Tokyo' }
    const late = ledgerOf('a@0').map((entry) => ({ ...entry, at: Date.parse('2026-01-31T20:00:00Z') }))
    expect(contribution(tokyo, late).map(({ month, day }) => day ?? month)).toContain('2026-02-01')
  })
})

test('every count stands under the stamps of its own entry, and for everybody', () => {
  const tally = new Tally()
  tally.change([], contribution(shape, ledgerOf('a@0 b@1')))
  const under = (dimension: string, value: string) =>
    [...tally.rows].flatMap(([key, counts]) => {
      const row = readRowKey(key)
      return row.dimension === dimension && row.value === value && row.month !== '' ? [...counts.keys()] : []
    })
  expect(under('source', 'source 1').filter((cell) => !cell.startsWith('t:'))).toEqual(['r:a', 'e:a', 'p:a>b', 'f:a>b'])
  expect(under('source', 'source 2')).toEqual(['r:b', 'e:b'])
  expect(under('all', 'all')).toEqual(expect.arrayContaining(['e:a', 'e:b', 'r:a', 'r:b', 'p:a>b']))
})

test('what a contact added is taken away again, whatever it adds now', () => {
  const tally = new Tally()
  const [before, after] = ['a@0 b@1', 'a@0 c@1 x@2 a@3'].map((text) => contribution(shape, ledgerOf(text)))
  tally.change([], before ?? [])
  tally.change(before ?? [], after ?? [])
  const fresh = new Tally()
  fresh.change([], after ?? [])
  const filled = (counts: Tally) => new Map([...counts.rows].filter(([, row]) => row.size > 0))
  expect(filled(tally)).toEqual(filled(fresh))
  tally.change(after ?? [], [])
  expect(filled(tally).size).toBe(0)
})
