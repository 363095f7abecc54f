import { expect, test } from 'vitest'
import { LONGEST_RECORD, splitRecords, type TableRecord } from './split-records.ts'

interface Given {
  readonly delimiter?: string
  readonly lineEnd?: '\n' | '\r'
  readonly pieces?: number
}

async function split(text: string, { delimiter = ',', lineEnd = '\n', pieces = 1 }: Given = {}) {
  const length = Math.max(1, Math.ceil(text.length / pieces))
  const texts = Array.from({ length: Math.ceil(text.length / length) }, (_, piece) =>
    text.slice(piece * length, (piece + 1) * length),
  )
  const records: TableRecord[] = []
  for await (const batch of splitRecords(texts, { delimiter, lineEnd })) records.push(...batch)
  return records
}

test('cells in quotes hold delimiters, line breaks and quotes; each record knows its line', async () => {
  expect(await split('a,"b, ""c""\nd",e\r\n1,2,3\n')).toEqual([
    { line: 1, cells: ['a', 'b, "c"\nd', 'e'], cut: false },
    { line: 3, cells: ['1', '2', '3'], cut: false },
  ])
})

test.each([
  ['\r\n', '\n'],
  ['\n', '\n'],
  ['\r', '\r'],
] as const)('lines that end in %j are counted, also within quotes and where they are empty', async (end, lineEnd) => {
  const text = ['a,b', '"1', '', '2",3', '', '4,5', ''].join(end)
  for (const pieces of [1, 3, text.length])
    expect((await split(text, { lineEnd, pieces })).map(({ line, cells }) => [line, cells])).toEqual([
      [1, ['a', 'b']],
      [2, [['1', '', '2'].join(end), '3']],
      [5, ['']],
      [6, ['4', '5']],
    ])
})

test('a quote within an unquoted cell is itself, and a cell that goes on behind its closing quote is as written', async () => {
  expect((await split('5" pipe,"a"b,\n'))[0]?.cells).toEqual(['5" pipe', '"a"b', ''])
})

test('a text that is cut within a quoted cell gives its last record as cut, and every record before it', async () => {
  const text = 'a,b\n1,2\n3,4\n5,"half of\nit'
  for (let pieces = 1; pieces <= text.length; pieces++)
    expect(await split(text, { pieces })).toEqual([
      { line: 1, cells: ['a', 'b'], cut: false },
      { line: 2, cells: ['1', '2'], cut: false },
      { line: 3, cells: ['3', '4'], cut: false },
      { line: 4, cells: ['5', '"half of\nit'], cut: true },
    ])
})

test('a record that is cut right behind another one loses neither', async () => {
  expect((await split('a\n1\n"')).map(({ cells, cut }) => [cells, cut])).toEqual([
    [['a'], false],
    [['1'], false],
    [['"'], true],
  ])
})

test('a record beyond all measure ends the reading, behind the records before it, instead of filling the memory', async () => {
  let read = 0
  function* texts() {
    yield 'a,b\n1,"'
    for (; read < 100; read++) yield 'x'.repeat(1_000_000)
  }
  const lines: number[] = []
  const reading = (async () => {
    for await (const batch of splitRecords(texts(), { delimiter: ',', lineEnd: '\n' }))
      lines.push(...batch.map(({ line }) => line))
  })()
  await expect(reading).rejects.toThrow(/^The record on line 2 is longer than 4,000,000 characters\./)
  expect(lines).toEqual([1])
  expect(read * 1_000_000).toBeLessThanOrEqual(LONGEST_RECORD)
})

test('however the text is cut into pieces, its records are what was written', async () => {
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
    const records = await split(text, { delimiter, pieces: 1 + random(20) })
    expect(records.map(({ cells }) => cells)).toEqual(rows)
    expect(records.map(({ line }) => line)).toEqual(linesOf(rows))
  }
})

/** The line on which each row begins. */
function linesOf(rows: readonly (readonly string[])[]): readonly number[] {
  let line = 1
  return rows.map((cells) => {
    const begins = line
    line += cells.join('').split('\n').length
    return begins
  })
}
