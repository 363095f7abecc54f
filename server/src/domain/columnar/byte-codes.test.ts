import { expect, test } from 'vitest'
import { seeded } from '../../testing/seeded.ts'
import { ByteCodes, IdPlaces } from './byte-codes.ts'

const random = seeded(5)
const below = (most: number) => Math.floor(random() * most)

function viewOf(
  text: string,
  before: number,
): { readonly view: DataView; readonly start: number; readonly end: number } {
  const bytes = new TextEncoder().encode(' '.repeat(before) + text)
  return { view: new DataView(bytes.buffer), start: before, end: bytes.length }
}

test('the same bytes have the same number wherever they lie, and others another', () => {
  const codes = new ByteCodes()
  const known = new Map<string, number>()
  const wrong: string[] = []
  for (let round = 0; round < 60_000; round++) {
    // Many begin alike, and differ in their last byte or their length.
    const text = `${'page '.repeat(below(3))}${below(20_000)}${'\0'.repeat(below(2))}`
    const { view, start, end } = viewOf(text, below(5))
    const found = codes.find(view, start, end)
    if (found !== (known.get(text) ?? -1)) wrong.push(text)
    if (found >= 0) continue
    known.set(text, 2 ** 32 - 1 - known.size)
    codes.keep(view, start, end, 2 ** 32 - 1 - (known.size - 1))
  }
  expect(wrong).toEqual([])
  expect(known.size).toBeGreaterThan(20_000)
})

test('keeps no more bytes than it may; what is beyond stays unknown', () => {
  const codes = new ByteCodes(1000)
  let kept = 0
  for (let number = 0; number < 400; number++) {
    const { view, start, end } = viewOf(`text ${String(number).padStart(5, '0')}`, 0)
    expect(codes.find(view, start, end)).toBe(-1)
    codes.keep(view, start, end, number)
    if (codes.find(view, start, end) === number) kept += 1
  }
  expect(kept).toBe(100)
})

test('finds the place of every id and of no other', () => {
  const count = 5000
  const ids = new Uint8Array(16 * count)
  // As intake makes them: many of one time, and all different at their ends.
  for (let place = 0; place < count; place++) {
    ids.set([1, 144, 0, 0, 0, place >> 10], 16 * place)
    ids.set([place >> 8, place & 255], 16 * place + (place % 2 === 0 ? 14 : 9))
  }
  const places = new IdPlaces(ids)
  const view = new DataView(ids.buffer)
  for (let place = 0; place < count; place++) expect(places.find(view, 16 * place)).toBe(place)
  const other = new DataView(ids.slice(0, 16).buffer)
  other.setUint8(8, 7)
  expect(places.find(other, 0)).toBe(-1)
  expect(new IdPlaces(new Uint8Array(0)).find(other, 0)).toBe(-1)
})
