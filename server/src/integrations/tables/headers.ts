import { UnreadableTable } from './table-error.ts'

/** More columns than any export has: the delimiter is another, or the file is no table of people. */
const MOST_COLUMNS = 2000
const LONGEST_HEADER = 500

export interface Headers {
  readonly headers: readonly string[]
  readonly repeated: readonly string[]
  /** As written. */
  readonly raw: readonly string[]
}

/** The names of the columns: each once, none empty. */
export function headersOf(raw: readonly string[], delimiter: string): Headers {
  if (raw.length > MOST_COLUMNS) {
    throw new UnreadableTable(
      `Line 1 has ${raw.length.toLocaleString('en')} columns, and at most ${MOST_COLUMNS.toLocaleString('en')} are read. ` +
        `Is ${nameOf(delimiter)} really what separates them?`,
    )
  }
  const long = raw.findIndex((header) => header.length > LONGEST_HEADER)
  if (long >= 0)
    throw new UnreadableTable(
      `The header of column ${long + 1} is longer than ${LONGEST_HEADER} characters. Is line 1 the header of a table?`,
    )
  const counts = new Map<string, number>()
  const taken = new Set(raw.map((header) => header.trim().toLowerCase()))
  const repeated = new Set<string>()
  const headers = raw.map((header, index) => {
    const name = header.trim() === '' ? `Column ${index + 1}` : header.trim()
    const seen = (counts.get(name.toLowerCase()) ?? 0) + 1
    counts.set(name.toLowerCase(), seen)
    if (seen === 1) return name
    repeated.add(name)
    let number = seen
    while (taken.has(`${name} (${number})`.toLowerCase())) number += 1
    taken.add(`${name} (${number})`.toLowerCase())
    return `${name} (${number})`
  })
  return { headers, repeated: [...repeated], raw }
}

function nameOf(delimiter: string): string {
  return { ',': 'the comma', ';': 'the semicolon', '\t': 'the tab' }[delimiter] ?? delimiter
}
