import type { ImportPreview } from '../contract/imports.ts'
import { suggestColumn, suggestMapping } from '../domain/imports/suggest-mapping.ts'
import { findReadyMapping } from '../integrations/ready-mappings/ready-mappings.ts'
import { writeMapping } from '../integrations/ready-mappings/write-mapping.ts'
import { openTable, type TableOptions } from '../integrations/tables/read-table.ts'
import type { TableRow } from '../integrations/tables/table-row.ts'

const SHOWN = 20
const LOOKED_AT = 500
const LONGEST_CELL = 300

/** What a file looks like, and what its columns probably mean. */
export async function previewImport(path: string, fileName: string, options: TableOptions): Promise<ImportPreview> {
  const table = await openTable(path, options)
  const rows = await firstRows(table.rows(), LOOKED_AT)
  const { headers } = table
  const columns = headers.map((header, index) => {
    const values = rows.map(({ cells }) => (cells[index] ?? '').trim()).filter((cell) => cell !== '')
    const examples = [...new Set(values)].slice(0, 3).map((value) => value.slice(0, LONGEST_CELL))
    return { header, filled: values.length, examples, suggestion: suggestColumn(header, values) }
  })
  const ready = findReadyMapping(headers)
  return {
    format: table.format,
    encoding: table.encoding,
    byteOrderMark: table.byteOrderMark,
    delimiter: table.delimiter,
    headers: [...headers],
    rows: rows.slice(0, SHOWN).map(({ cells }) => cells.map((cell) => cell.slice(0, LONGEST_CELL))),
    columns,
    ready: ready === null ? null : { key: ready.key, name: ready.name },
    mapping: writeMapping(ready?.mapping ?? suggestMapping(fileName, columns)),
  }
}

/** The first whole rows of a table. */
export async function firstRows(batches: AsyncGenerator<readonly TableRow[]>, most: number): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const batch of batches) {
    rows.push(...batch)
    if (rows.length >= most) break
  }
  return rows.slice(0, most)
}
