import { describe, expect, test } from 'vitest'
import { seeded } from '../../testing/seeded.ts'
import { CellNames, packCounts, packTimes, readCounts, splitTime, sumTimes } from './packed.ts'

const names = new CellNames({ 'e:a': 0, 'e:b': 1, 'p:a>b': 130, 't:a>b': 131, 't:b>c': 20_000 })

function countsOf(packed: Uint8Array): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  readCounts(packed, (code, count) => counts.set(names.nameOf(code), (counts.get(names.nameOf(code)) ?? 0) + count))
  return counts
}

/** As a report's row has them: by the code of the pair. */
function packed(times: ReadonlyMap<string, number>): Uint8Array {
  const byCode = new Map<number, Float64Array>()
  for (const [cell, count] of times) {
    const [pair, bucket] = splitTime(cell)
    const buckets = byCode.get(names.codeOf(pair)) ?? new Float64Array(300)
    byCode.set(names.codeOf(pair), buckets)
    buckets[bucket] = count
  }
  return packTimes(byCode)
}

function timesOf(packed: Uint8Array): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  const found = new Map<number, Float64Array>()
  sumTimes(packed, (code) => {
    const buckets = found.get(code) ?? new Float64Array(300)
    found.set(code, buckets)
    return buckets
  })
  for (const [code, buckets] of found)
    for (const [bucket, count] of buckets.entries())
      if (count !== 0) times.set(`${names.nameOf(code)}:${bucket}`, count)
  return times
}

describe('packed counts', () => {
  test.each([0, 1, -1, 63, 64, 8191, -8192, 2 ** 31, 2 ** 40, -(2 ** 45)])('keep %d', (count) => {
    const counts = new Map([
      ['e:b', count],
      ['p:a>b', 7],
    ])
    expect(countsOf(packCounts(counts, names))).toEqual(counts)
  })

  test('of times keep every bucket, in whatever order they come', () => {
    const random = seeded(3)
    const times = new Map<string, number>()
    for (let i = 0; i < 500; i++)
      times.set(`t:${random() < 0.5 ? 'a>b' : 'b>c'}:${Math.floor(random() * 300)}`, 1 + Math.floor(random() * 1e6))
    expect(timesOf(packed(times))).toEqual(times)
  })

  test('one after the other are the counts of both', () => {
    const [first, second] = [new Map([['e:a', 2]]), new Map([['e:a', 3]])]
    expect(countsOf(Buffer.concat([packCounts(first, names), packCounts(second, names)]))).toEqual(
      new Map([['e:a', 5]]),
    )
    const times = packed(new Map([['t:b>c:250', 300]]))
    expect(timesOf(Buffer.concat([times, times]))).toEqual(new Map([['t:b>c:250', 600]]))
  })

  test('that are cut off, or name no cell, are refused', () => {
    const packed = packCounts(new Map([['p:a>b', 500]]), names)
    expect(() => countsOf(packed.subarray(0, -1))).toThrow('end in the middle')
    expect(() => packCounts(new Map([['e:unknown', 1]]), names)).toThrow('“e:unknown”')
    expect(() => names.nameOf(5)).toThrow('5 stands for no cell')
  })
})
