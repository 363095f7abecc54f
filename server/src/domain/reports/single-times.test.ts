import { describe, expect, test } from 'vitest'
import { seeded } from '../../testing/seeded.ts'
import { DAY } from '../duration.ts'
import { dimensions } from './dimensions.ts'
import {
  joinTimeParts,
  packTimePart,
  type SingleTime,
  type TimeColumn,
  type TimePart,
  visitPlaces,
  visitTimes,
} from './single-times.ts'

const random = seeded(17)
const COUNTRY = dimensions.indexOf('country')
/** `v7` of the country dimension is 7 × 9 + its place, so that a code read from the wrong column is seen. */
const codeOf = (dimension: number, value: string) => Number(value.slice(1)) * dimensions.length + dimension
const single = (ms: number, value: number): SingleTime => ({ ms, stamps: dimensions.map(() => `v${value}`) })
const anyTime = () => single(Math.floor(random() ** 6 * 20_000 * DAY), Math.floor(random() * 5))
const pack = (added: readonly SingleTime[], taken: readonly SingleTime[] = []) => packTimePart({ added, taken }, codeOf)

/** Times with their country, sorted. */
function shown(part: TimePart): readonly string[] {
  const found: string[] = []
  visitTimes(part, (ms, codes, count) => {
    const value = ((codes?.[COUNTRY] ?? 0) - COUNTRY) / dimensions.length
    found.push(`${count < 0 ? '-' : ''}${ms} v${value}`)
  })
  return found.sort()
}
const wanted = (times: readonly SingleTime[]) => times.map(({ ms, stamps }) => `${ms} ${stamps?.[0]}`).sort()

function placesOfCountry(...values: readonly string[]): Int16Array {
  const places = new Int16Array(2 ** 16).fill(-1)
  for (const [place, value] of values.entries()) places[codeOf(COUNTRY, value)] = place
  return places
}

/** Which times lie where. */
function timesByPlace(parts: readonly TimeColumn[], places: number, placeOf: Int16Array | null): readonly number[][] {
  const found = Array.from({ length: places }, (): number[] => [])
  visitPlaces(parts, places, placeOf, (place, times) => found[place]?.push(...times))
  return found
}

/** As the database gives them for a break-down by country. */
function column({ stamps, ...part }: TimePart) {
  const width = (part.added + part.taken) * 2
  return { ...part, codes: stamps?.subarray(COUNTRY * width, (COUNTRY + 1) * width) ?? null }
}

describe('single times', () => {
  test('are kept with what was stamped, however long they are', () => {
    const times = [0, 1, 2 ** 32 - 1, 2 ** 32, 30_000 * DAY].map((ms, index) => single(ms, index))
    expect(shown(pack(times))).toEqual(wanted(times))
    const everybody = packTimePart({ added: [{ ms: 2 ** 40 + 5, stamps: null }], taken: [] }, codeOf)
    expect(everybody.stamps).toBeNull()
    expect(timesByPlace([{ ...everybody, codes: null }], 1, null)).toEqual([[2 ** 40 + 5]])
  })

  test.each([1, 2, 3, 4])('joined in any way are what was added less what was taken away (round %d)', () => {
    let left: SingleTime[] = []
    let parts: TimePart[] = []
    for (let step = 0; step < 40; step++) {
      const added = Array.from({ length: Math.floor(random() * 30) }, anyTime)
      // The same time twice, as two people may have it.
      if (added[0] !== undefined) added.push({ ...added[0] })
      const taken = left.filter(() => random() < 0.2)
      left = [...left.filter((one) => !taken.includes(one)), ...added]
      parts.push(pack(added, taken))
      const first = Math.floor(random() * parts.length)
      if (random() < 0.5) parts = [...parts.slice(0, first), joinTimeParts(parts.slice(first))]
    }
    expect(parts.some(({ taken }) => taken > 0)).toBe(true)
    const whole = joinTimeParts(parts)
    expect(whole).toMatchObject({ added: left.length, taken: 0 })
    expect(shown(whole)).toEqual(wanted(left))
    const places = timesByPlace(parts.map(column), 5, placesOfCountry('v0', 'v1', 'v2', 'v3', 'v4'))
    for (const [place, times] of places.entries())
      expect(times.sort((a, b) => a - b)).toEqual(
        left.flatMap(({ ms, stamps }) => (stamps?.[0] === `v${place}` ? [ms] : [])).sort((a, b) => a - b),
      )
  })

  test('of a value that nobody asks for are left out', () => {
    const part = column(pack([single(5, 1), single(6, 2), single(7, 1)]))
    const places = timesByPlace([part], 1, placesOfCountry('v1'))
    expect(places).toEqual([[5, 7]])
  })

  test('what was taken away of a part that is not here yet stays so', () => {
    const joined = joinTimeParts([pack([single(5, 1)], [single(5, 2)]), pack([], [single(9, 1)])])
    expect(shown(joined)).toEqual(['-5 v2', '-9 v1', '5 v1'])
    expect(shown(joinTimeParts([pack([single(9, 1), single(5, 2)]), joined]))).toEqual(['5 v1'])
  })
})
