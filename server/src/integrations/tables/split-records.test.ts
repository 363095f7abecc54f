import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { LONGEST_RECORD, RecordSplitter } from './split-records.ts'

function split(text: string, { delimiter = ',', pieces = 1 }: { delimiter?: string; pieces?: number } = {}) {
  const splitter = new RecordSplitter(delimiter)
  const length = Math.max(1, Math.ceil(text.length / pieces))
  const records = []
  for (let at = 0; at < text.length; at += length) records.push(...splitter.push(text.slice(at, at + length)))
  const { record, cut } = splitter.end()
  return { records: record === null ? records : [...records, record], cut }
}

test('cells in quotes hold delimiters, line breaks and quotes; each record knows its line', () => {
  const { records } = split('a,"b, ""c""\nd",e\r\n1,2,3\n')
  expect(records).toEqual([
    { line: 1, cells: ['a', 'b, "c"\nd', 'e'] },
    { line: 3, cells: ['1', '2', '3'] },
  ])
})

test('a quote within an unquoted cell is itself, and what follows a closing quote is kept', () => {
  expect(split('5" pipe,"a"b,\n').records[0]?.cells).toEqual(['5" pipe', 'ab', ''])
})

test('a file that is cut within a quoted cell gives its last record as cut', () => {
  const { records, cut } = split('a,b\n1,2\n3,"half of')
  expect(cut).toBe(true)
  expect(records.map(({ line }) => line)).toEqual([1, 2, 3])
})

test('a record beyond all measure ends the reading instead of filling the memory', () => {
  const splitter = new RecordSplitter(',')
  splitter.push('a,b\n1,"')
  for (let count = 0; count <= LONGEST_RECORD; count += 1_000_000) splitter.push('x'.repeat(1_000_000))
  expect([splitter.tooLong, splitter.line]).toEqual([true, 2])
})

test('however the text is cut into pieces, the records are those that csv-parse finds', () => {
  let seed = 7
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return (seed >>> 8) % below
  }
  const alphabet = ['a', 'bc', ',', ';', '"', '\n', '\r\n', ' ', 'é', '']
  for (let run = 0; run < 200; run++) {
    const delimiter = [',', ';', '\t'][random(3)] ?? ','
    const width = 1 + random(4)
    const rows = Array.from({ length: 1 + random(8) }, () =>
      Array.from({ length: width }, () => Array.from({ length: random(5) }, () => alphabet[random(10)]).join('')),
    )
    const text = rows
      .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
      .join(random(2) === 0 ? '\n' : '\r\n')
    const theirs: string[][] = parse(text, { delimiter })
    const ours = split(text, { delimiter, pieces: 1 + random(20) })
    expect(ours.records.map(({ cells }) => cells)).toEqual(theirs)
    expect(theirs).toEqual(rows)
  }
})
