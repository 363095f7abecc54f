import { LONGEST_RECORD, RecordSplitter, type TableRecord } from './split-records.ts'
import { UnreadableTable } from './table-error.ts'
import type { TablePassed, TableRow } from './table-row.ts'

export interface DelimitedShape {
  readonly delimiter: string
  readonly lineEnd: '\n' | '\r'
  /** The header's cells as written. */
  readonly header: readonly string[]
}

/**
 * Rows of a text of separated values. Left out are empty lines, headers that come again (files that were joined), and the footer
 * of a report: what stands in one cell behind an empty line.
 */
export async function* readDelimited(
  texts: AsyncGenerator<string>,
  { delimiter, lineEnd, header }: DelimitedShape,
  passed: TablePassed,
): AsyncGenerator<readonly TableRow[]> {
  const splitter = new RecordSplitter(delimiter, lineEnd)
  const judge = rowJudge(header, passed)
  for await (const text of texts) {
    const rows = splitter.push(text).flatMap(judge)
    if (rows.length > 0) yield rows
    if (splitter.tooLong) throw tooLong(splitter.line)
  }
  const { record, cut } = splitter.end()
  if (record === null) return
  if (cut && record.cells.join(delimiter).length > LONGEST_RECORD) throw tooLong(record.line)
  yield cut ? [{ line: record.line, cells: record.cells, fault: 'cut' }] : judge(record)
}

function tooLong(line: number): UnreadableTable {
  return new UnreadableTable(
    `The record on line ${line.toLocaleString('en')} is longer than ${LONGEST_RECORD.toLocaleString('en')} characters. ` +
      'Is a quote on this line not closed? What stands before it was taken.',
  )
}

function rowJudge(header: readonly string[], passed: TablePassed) {
  const width = header.length
  let headerSeen = false
  let afterGap = false
  return ({ line, cells }: TableRecord): readonly TableRow[] => {
    if (!headerSeen) {
      headerSeen = true
      return []
    }
    if (cells.length === 1 && (cells[0] ?? '').trim() === '') {
      afterGap = true
      return []
    }
    if (cells.length === 1 && width > 1 && afterGap) {
      passed.footers += 1
      return []
    }
    afterGap = false
    if (cells.length === width) {
      if (cells[0] !== header[0] || !cells.every((cell, index) => cell === header[index]))
        return [{ line, cells, fault: null }]
      passed.headers += 1
      return []
    }
    if (cells.length < width) return [{ line, cells, fault: 'short' }]
    const more = cells.slice(width).some((cell) => cell.trim() !== '')
    return [more ? { line, cells, fault: 'long' } : { line, cells: cells.slice(0, width), fault: null }]
  }
}
