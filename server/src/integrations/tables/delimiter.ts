import { type RecordShape, splitRecords, type TableRecord } from './split-records.ts'

const delimiters = [',', ';', '\t'] as const
export type TableDelimiter = (typeof delimiters)[number]

/** Records of the beginning that are compared. */
const COMPARED = 50
/** They usually stand in so many characters. */
const USUAL = 32 * 1024

/** The delimiter of a text: of comma, semicolon and tab the one that makes the most columns in records of equal width. */
export async function detectDelimiter(sample: string, lineEnd: '\n' | '\r'): Promise<TableDelimiter> {
  let best: { delimiter: TableDelimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const read = await firstRecords(sample, { delimiter, lineEnd }, COMPARED)
    const widths = read.map(({ cells }) => cells.length)
    const width = widths[0] ?? 1
    const equal = widths.filter((one) => one === width).length
    const score = width < 2 ? 0 : width * (equal / Math.max(1, widths.length)) ** 2
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** The first records of a text that may end anywhere: one that is cut is left out, unless it is all that there is. */
export async function firstRecords(sample: string, shape: RecordShape, count: number): Promise<readonly TableRecord[]> {
  const records: TableRecord[] = []
  const usual = sample.lastIndexOf(shape.lineEnd, USUAL) + 1
  for await (const batch of splitRecords([sample.slice(0, usual), sample.slice(usual)], shape)) {
    for (const record of batch) if (!record.cut || records.length === 0) records.push(record)
    if (records.length >= count) break
  }
  return records.slice(0, count)
}

/** Old programs end lines in CR alone. */
export function detectLineEnd(sample: string): '\n' | '\r' {
  return !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n'
}
