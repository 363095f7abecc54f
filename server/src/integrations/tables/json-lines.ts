import { isObject, type Json, type JsonObject, valueAt } from '../../domain/json.ts'
import { LONGEST_RECORD } from './split-records.ts'
import { UnreadableTable } from './table-error.ts'
import type { TableRow } from './table-row.ts'

/** Deeper objects are one cell. */
const DEEPEST = 3
const MOST_COLUMNS = 2000

export function looksLikeJson(sample: string): boolean {
  return /^\s*\{/.test(sample)
}

/** The keys of the first rows, those of objects within with dots (`address.city`). */
export function sampleJsonHeaders(sample: string): readonly string[] {
  const headers = new Set<string>()
  for (const line of sample.split('\n')) {
    const row = parsed(line)
    if (row !== null) addKeys(row, '', 1, headers)
    if (headers.size > MOST_COLUMNS)
      throw new UnreadableTable(`The rows have more than ${MOST_COLUMNS.toLocaleString('en')} different keys.`)
  }
  if (headers.size === 0)
    throw new UnreadableTable('Line 1 begins like JSON and is no whole object. Is each row on one line?')
  return [...headers]
}

function addKeys(row: JsonObject, before: string, depth: number, headers: Set<string>): void {
  for (const [key, value] of Object.entries(row)) {
    if (isObject(value) && depth < DEEPEST) addKeys(value, `${before}${key}.`, depth + 1, headers)
    else headers.add(`${before}${key}`)
  }
}

/** Rows of JSON objects, one on each line. */
export async function* readJsonLines(
  texts: AsyncGenerator<string>,
  headers: readonly string[],
): AsyncGenerator<readonly TableRow[]> {
  let rest = ''
  let line = 0
  for await (const text of texts) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_RECORD)
      throw new UnreadableTable(
        `Line ${(line + lines.length + 1).toLocaleString('en')} is longer than ${LONGEST_RECORD.toLocaleString('en')} characters.`,
      )
    const rows = lines.flatMap((one) => {
      line += 1
      return rowOf(one, line, headers)
    })
    if (rows.length > 0) yield rows
  }
  const last = rowOf(rest, line + 1, headers)
  if (last.length > 0) yield last
}

function rowOf(text: string, line: number, headers: readonly string[]): readonly TableRow[] {
  if (text.trim() === '') return []
  const row = parsed(text)
  if (row === null) return [{ line, cells: [text], fault: 'not_json' }]
  return [{ line, cells: headers.map((header) => cellOf(valueAt(row, header))), fault: null }]
}

function cellOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
