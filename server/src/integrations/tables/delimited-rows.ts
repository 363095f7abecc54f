import { type RecordShape, splitRecords, type TableRecord } from './split-records.ts'
import type { TablePassed, TableRow } from './table-row.ts'

export interface DelimitedShape extends RecordShape {
  /** The header's cells as written. */
  readonly header: readonly string[]
}

/**
 * Rows of a text of separated values. Left out are empty lines, headers that come again (files that were joined), and the footer
 * of a report: what stands in one cell behind an empty line.
 */
export async function* readDelimited(
  texts: AsyncGenerator<string>,
  shape: DelimitedShape,
  passed: TablePassed,
): AsyncGenerator<readonly TableRow[]> {
  const judge = rowJudge(shape.header, passed)
  for await (const records of splitRecords(texts, shape)) {
    const rows = records.flatMap((record) => (record.cut ? [cutRow(record)] : judge(record)))
    if (rows.length > 0) yield rows
  }
}

function cutRow({ line, cells }: TableRecord): TableRow {
  return { line, cells, fault: 'cut' }
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
