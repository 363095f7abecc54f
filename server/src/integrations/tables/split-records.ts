import { CsvError, type Parser, parse } from 'csv-parse'
import { UnreadableTable } from './table-error.ts'

/** One record of a table: its cells, and the line of the file on which it begins. */
export interface TableRecord {
  readonly line: number
  readonly cells: readonly string[]
  /** The file ends within a quoted cell of it: the cells are the text that is there, quotes and all. */
  readonly cut: boolean
}

export interface RecordShape {
  readonly delimiter: string
  /** Lines end in CR alone, or in LF, with or without a CR before it. */
  readonly lineEnd: '\n' | '\r'
}

/** Longest record, in characters: beyond it a quote was never closed, or the file is no table. */
export const LONGEST_RECORD = 4_000_000

/**
 * Splits text into records and cells as spreadsheets write them (RFC 4180): cells in quotes may hold delimiters, line breaks and doubled quotes.
 * Forgiving where the meaning is plain: a quote within an unquoted cell is itself.
 *
 * @throws {UnreadableTable} at a record that is longer than any is, behind the records before it.
 */
export async function* splitRecords(
  texts: AsyncIterable<string> | Iterable<string>,
  { delimiter, lineEnd }: RecordShape,
): AsyncGenerator<readonly TableRecord[]> {
  let whole: string[][] = []
  const parser = parse({
    delimiter,
    record_delimiter: lineEnd === '\r' ? ['\r'] : ['\r\n', '\n'],
    relax_quotes: true,
    relax_column_count: true,
    // Taken here and not from the stream, which drops what nobody has read yet when it fails at its end.
    on_record: (cells: string[]) => {
      whole.push(cells)
      return null
    },
  })
  // Whoever writes is told of a fault.
  parser.on('error', () => {})
  const tail = new Tail(lineEnd)
  const take = () => {
    const records = whole.map((cells) => ({ line: tail.pass(cells), cells, cut: false }))
    whole = []
    tail.trim()
    return records
  }
  try {
    for await (const text of texts) {
      tail.add(text)
      await write(parser, text)
      if (whole.length > 0) yield take()
      if (tail.text.length > LONGEST_RECORD) throw tooLong(tail.line)
    }
    const cut = await endsInQuotes(parser)
    const last = take()
    if (cut) last.push({ line: tail.line, cells: tail.text.split(delimiter), cut })
    if (last.length > 0) yield last
  } finally {
    parser.destroy()
  }
}

/** The text behind the last whole record, and the line on which it begins; the parser counts a CRLF in quotes as two lines. */
class Tail {
  readonly #lineEnd: string
  text = ''
  line = 1
  #from = 0

  constructor(lineEnd: string) {
    this.#lineEnd = lineEnd
  }

  add(text: string): void {
    this.text += text
  }

  /** @returns the line of the record with these cells, which is passed. */
  pass(cells: readonly string[]): number {
    const line = this.line
    this.#passLine()
    for (const cell of cells)
      for (let at = cell.indexOf(this.#lineEnd); at >= 0; at = cell.indexOf(this.#lineEnd, at + 1)) this.#passLine()
    return line
  }

  trim(): void {
    this.text = this.text.slice(this.#from)
    this.#from = 0
  }

  #passLine(): void {
    this.line += 1
    this.#from = this.text.indexOf(this.#lineEnd, this.#from) + 1
  }
}

function write(parser: Parser, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(text, (error) => (error ? reject(error) : resolve()))
  })
}

async function endsInQuotes(parser: Parser): Promise<boolean> {
  try {
    await new Promise<void>((resolve, reject) => {
      parser.end((error?: Error | null) => (error ? reject(error) : resolve()))
    })
    return false
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED') return true
    throw error
  }
}

function tooLong(line: number): UnreadableTable {
  return new UnreadableTable(
    `The record on line ${line.toLocaleString('en')} is longer than ${LONGEST_RECORD.toLocaleString('en')} characters. ` +
      'Is a quote on this line not closed? What stands before it was taken.',
  )
}
