import { RecordSplitter } from './split-records.ts'

const delimiters = [',', ';', '\t'] as const
export type TableDelimiter = (typeof delimiters)[number]

/** Records of the beginning that are compared. */
const COMPARED = 50

/** The delimiter of a text: of comma, semicolon and tab the one that makes the most columns in records of equal width. */
export function detectDelimiter(sample: string, lineEnd: '\n' | '\r'): TableDelimiter {
  let best: { delimiter: TableDelimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const splitter = new RecordSplitter(delimiter, lineEnd)
    const read = [...splitter.push(sample)]
    const last = splitter.end()
    // The sample may end anywhere, so what is cut says nothing, unless it is all that there is.
    if (last.record !== null && (read.length === 0 || !last.cut)) read.push(last.record)
    const widths = read.slice(0, COMPARED).map(({ cells }) => cells.length)
    const width = widths[0] ?? 1
    const equal = widths.filter((one) => one === width).length
    const score = width < 2 ? 0 : width * (equal / Math.max(1, widths.length)) ** 2
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** Old programs end lines in CR alone. */
export function detectLineEnd(sample: string): '\n' | '\r' {
  return !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n'
}
