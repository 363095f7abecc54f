/** One record of a table: its cells, and the line of the file on which it begins. */
export interface TableRecord {
  readonly line: number
  readonly cells: readonly string[]
}

/** Longest record, in characters: beyond it a quote was never closed, or the file is no table. */
export const LONGEST_RECORD = 4_000_000
const QUOTE = '"'

/**
 * Splits text into records and cells as spreadsheets write them (RFC 4180): cells in quotes may hold delimiters, line breaks and doubled quotes.
 * Forgiving where the meaning is plain: a quote within an unquoted cell is itself. Lines end in LF, CRLF or CR.
 */
export class RecordSplitter {
  readonly #delimiter: string
  readonly #lineEnd: '\n' | '\r'
  #text = ''
  #line = 1
  #tooLong = false

  constructor(delimiter: string, lineEnd: '\n' | '\r' = '\n') {
    this.#delimiter = delimiter
    this.#lineEnd = lineEnd
  }

  /** The line on which the next record begins. */
  get line(): number {
    return this.#line
  }

  /** A record is longer than any record is; nothing more is read. */
  get tooLong(): boolean {
    return this.#tooLong
  }

  /** Records that are whole with this text. */
  push(text: string): readonly TableRecord[] {
    if (this.#tooLong) return []
    const whole = this.#text === '' ? text : this.#text + text
    const records: TableRecord[] = []
    let from = 0
    let quote = whole.indexOf(QUOTE)
    for (;;) {
      const end = whole.indexOf(this.#lineEnd, from)
      if (end < 0) break
      if (quote >= 0 && quote < from) quote = whole.indexOf(QUOTE, from)
      if (quote < 0 || quote > end) {
        records.push({ line: this.#line, cells: this.#plainCells(whole, from, end) })
        this.#line += 1
        from = end + 1
        continue
      }
      const read = this.#quotedCells(whole, from)
      if (read === null) break
      records.push({ line: this.#line, cells: read.cells })
      this.#line += read.lines
      from = read.next
    }
    this.#text = whole.slice(from)
    if (this.#text.length > LONGEST_RECORD) {
      this.#tooLong = true
      this.#text = ''
    }
    return records
  }

  /** What stands behind the last line end: a last record, or one that was cut within a quoted cell. */
  end(): { readonly record: TableRecord | null; readonly cut: boolean } {
    const text = this.#text
    this.#text = ''
    if (text === '') return { record: null, cut: false }
    const line = this.#line
    if (!text.includes(QUOTE)) return { record: { line, cells: this.#plainCells(text, 0, text.length) }, cut: false }
    const read = this.#quotedCells(`${text}${this.#lineEnd}`, 0)
    return read === null
      ? { record: { line, cells: text.split(this.#delimiter) }, cut: true }
      : { record: { line, cells: read.cells }, cut: false }
  }

  #plainCells(text: string, from: number, end: number): readonly string[] {
    const stop = end > from && text[end - 1] === '\r' ? end - 1 : end
    return text.slice(from, stop).split(this.#delimiter)
  }

  /** One record with quotes in it; null where its end has not come yet. */
  #quotedCells(text: string, from: number): { cells: string[]; next: number; lines: number } | null {
    const cells: string[] = []
    let at = from
    let lines = 1
    for (;;) {
      let cell = ''
      if (text[at] === QUOTE) {
        const read = quotedPart(text, at + 1)
        if (read === null) return null
        cell = read.part
        lines += countOf(read.part, this.#lineEnd)
        at = read.next
      }
      // The rest up to the delimiter or line end; behind a closing quote it is usually empty.
      const delimiter = text.indexOf(this.#delimiter, at)
      const end = text.indexOf(this.#lineEnd, at)
      if (end < 0) return null
      if (delimiter >= 0 && delimiter < end) {
        cells.push(cell + text.slice(at, delimiter))
        at = delimiter + 1
        continue
      }
      const stop = end > at && text[end - 1] === '\r' ? end - 1 : end
      cells.push(cell + text.slice(at, stop))
      return { cells, next: end + 1, lines }
    }
  }
}

/** A quoted cell up to its closing quote; doubled quotes within it stand for one. */
function quotedPart(text: string, from: number): { part: string; next: number } | null {
  let part = ''
  let at = from
  for (;;) {
    const quote = text.indexOf(QUOTE, at)
    if (quote < 0) return null
    part += text.slice(at, quote)
    if (text[quote + 1] !== QUOTE) return { part, next: quote + 1 }
    part += QUOTE
    at = quote + 2
  }
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1
  return count
}
