import { expect, test } from 'vitest'
import { seeded } from '../testing/seeded.ts'
import { Rows } from './gathered-rows.ts'

test.each([3, 40, 500])('puts %d events of each person in the order of their ids, however they came', (each) => {
  const random = seeded(each)
  const rows = new Rows(0)
  const [first, people] = [7, 5]
  const left = Array.from({ length: people }, (_, person) => ({ person, count: person === 2 ? 0 : each }))
  const counts = new Uint32Array(people + 1)
  const row = new DataView(new ArrayBuffer(20))
  let total = 0
  for (
    let open = left.filter(({ count }) => count > 0);
    open.length > 0;
    open = open.filter(({ count }) => count > 0)
  ) {
    const one = open[Math.floor(random() * open.length)]
    if (one === undefined) break
    one.count -= 1
    counts[one.person] = (counts[one.person] ?? 0) + 1
    // Few times, so that the words behind decide; the highest bit must not make a word negative.
    row.setUint32(4, 0xffff_fff0 + Math.floor(random() * 3))
    row.setUint32(8, Math.floor(random() * 2) * 0x8000_0000)
    row.setUint32(12, Math.floor(random() * 2 ** 32))
    row.setUint32(16, total)
    rows.add(first + one.person, total, one.person, row, 4)
    total += 1
  }
  const order = rows.byPerson(counts, first)
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: total }, (_, index) => index))
  let from = 0
  for (let person = 0; person < people; person++) {
    const end = from + (counts[person] ?? 0)
    rows.sort(order, from, end)
    const own = [...order.subarray(from, end)]
    expect(own.every((index) => rows.code[index] === person)).toBe(true)
    const ids = own.map((index) => rows.idOf(index))
    expect(ids).toEqual([...ids].sort())
    from = end
  }
  expect(from).toBe(total)
})
