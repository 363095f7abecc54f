import { nearest } from '../criteria/unknown-name.ts'
import { DAY } from '../duration.ts'
import type { Time } from '../facts.ts'
import type { Json } from '../json.ts'
import type { Fault, Path } from '../lifecycle/fault.ts'
import { message } from '../message.ts'
import type { CellMapping, CellsMapping, Mapping, TimeMapping, WhenMapping } from './mapping.ts'
import { type TimeReader, timeReader } from './read-time.ts'
import { readTyped, type ValueType } from './read-value.ts'
import type { RowNotes } from './row-notes.ts'

export type Cells = readonly string[]
export type ValueReader = (cells: Cells, notes: RowNotes) => Json | null
export type TextsReader = (cells: Cells, notes: RowNotes) => readonly string[]
export type MomentReader = (cells: Cells, notes: RowNotes) => Time | null
export type Condition = (cells: Cells) => boolean

export interface ColumnContext {
  readonly headers: readonly string[]
  readonly mapping: Mapping
  readonly zone: string
  readonly dates: readonly string[] | null
  readonly receivedAt: Time
}

/** What databases write where there is no date. */
const NO_DATE = /^0000-00-00/
const LONGEST_CELL = 30_000

/** Turns the words of a mapping into readers of a row's cells; what names no column is a fault. */
export class ColumnBinder {
  readonly faults: Fault[] = []
  readonly #context: ColumnContext
  readonly #places: ReadonlyMap<string, number>
  readonly #empty: ReadonlySet<string>
  readonly #times: TimeReader
  readonly #days: TimeReader

  constructor(context: ColumnContext) {
    this.#context = context
    this.#places = new Map(context.headers.map((header, index) => [header.toLowerCase(), index] as const).reverse())
    this.#empty = new Set(['', ...context.mapping.empty.map((text) => text.trim().toLowerCase())])
    this.#times = this.#timeReader(context.dates, ['dates'])
    this.#days = timeReader(context.dates, 'UTC') ?? this.#times
  }

  /** The text of a column, trimmed; empty where the cell says nothing. */
  text(column: string, path: Path): (cells: Cells) => string {
    const place = this.#placeOf(column, path)
    const empty = this.#empty
    return (cells) => {
      const cell = (cells[place] ?? '').trim()
      return cell === '' || (empty.size > 1 && empty.has(cell.toLowerCase())) ? '' : cell
    }
  }

  /** One value; of several in a cell the first. */
  value(cell: CellMapping, path: Path): ValueReader {
    if (typeof cell === 'object' && 'value' in cell) return () => cell.value
    const { column, type, read } = this.#parts(cell, path)
    const split = typeof cell === 'object' && 'column' in cell ? cell.split : undefined
    const typed = this.#typed(type, column)
    if (type === 'list') {
      return (cells, notes) => {
        const found = partsOf(read(cells), split ?? ';').map((part) => typed(part, notes))
        return found.length === 0 ? null : found
      }
    }
    return (cells, notes) => {
      const [first = ''] = split === undefined ? [read(cells)] : partsOf(read(cells), split)
      return first === '' ? null : typed(first, notes)
    }
  }

  /** All texts of several columns, and of several values in a cell. */
  texts(given: CellsMapping, path: Path): TextsReader {
    const readers = [given].flat().map((cell, index): TextsReader => {
      const at = Array.isArray(given) ? [...path, index] : path
      if (typeof cell === 'object' && 'value' in cell) return () => [String(cell.value)]
      const { read } = this.#parts(cell, at)
      const split = typeof cell === 'object' && 'column' in cell ? cell.split : undefined
      return (cells) => (split === undefined ? [read(cells)].filter(Boolean) : partsOf(read(cells), split))
    })
    const [first] = readers
    return readers.length === 1 && first !== undefined
      ? first
      : (cells, notes) => readers.flatMap((reader) => reader(cells, notes))
  }

  /** A moment; null where the cell is empty or cannot be read, which is then a problem of the row. */
  time(given: TimeMapping, path: Path): MomentReader {
    const { column, format } = typeof given === 'string' ? { column: given, format: null } : given
    const read = this.text(column, typeof given === 'string' ? path : [...path, 'column'])
    const reader = format === null ? this.#times : this.#timeReader([format], [...path, 'format'])
    const { receivedAt } = this.#context
    return (cells, notes) => {
      const text = read(cells)
      if (text === '' || NO_DATE.test(text)) return null
      const time = reader(text)
      if ('fault' in time) {
        notes.problems.push(message(`import.date_${time.fault}`, { column, text: text.slice(0, 80) }))
        return null
      }
      if (time.zone === 'assumed') notes.notice('zone_assumed', column)
      if (time.clock !== null) notes.notice(time.clock === 'gap' ? 'clock_gap' : 'clock_twice', text)
      // Clocks of other zones may be a day ahead; what lies further is no history.
      if (time.at > receivedAt + DAY || time.at < 0) {
        const key = time.at < 0 ? 'import.date_too_old' : 'import.date_in_future'
        notes.problems.push(message(key, { column, text: text.slice(0, 80) }))
        return null
      }
      return Math.min(time.at, receivedAt)
    }
  }

  when(given: WhenMapping, path: Path): Condition {
    if (typeof given === 'string') {
      const read = this.text(given, path)
      return (cells) => read(cells) !== ''
    }
    if ('all' in given) {
      const parts = given.all.map((part, index) => this.when(part, [...path, 'all', index]))
      return (cells) => parts.every((part) => part(cells))
    }
    const read = this.text(given.column, [...path, 'column'])
    const is = given.is === undefined ? null : wordsOf(given.is)
    const not = given.not === undefined ? null : wordsOf(given.not)
    return (cells) => {
      const word = read(cells).toLowerCase()
      if (is === null && not === null) return word !== ''
      return (is === null || is.has(word)) && (not === null || !not.has(word))
    }
  }

  #parts(cell: Exclude<CellMapping, { value: unknown }>, path: Path) {
    if (typeof cell === 'string') return { column: cell, type: 'text' as const, read: this.text(cell, path) }
    const { column, type, values, else: otherwise } = cell
    const read = this.text(column, [...path, 'column'])
    if (values === undefined && otherwise === undefined) return { column, type, read }
    const known = new Map(
      Object.entries(values ?? {}).map(([word, value]) => [
        word.trim().toLowerCase(),
        value === null ? '' : String(value),
      ]),
    )
    const rest = otherwise === undefined ? null : String(otherwise)
    const looked = (cells: Cells) => {
      const text = read(cells)
      return text === '' ? (known.get('') ?? '') : (known.get(text.toLowerCase()) ?? rest ?? text)
    }
    return { column, type, read: looked }
  }

  #typed(type: ValueType, column: string): (text: string, notes: RowNotes) => Json | null {
    const { decimal } = this.#context.mapping
    const [times, days] = [this.#times, this.#days]
    return (text, notes) => {
      if (text.length > LONGEST_CELL) {
        notes.problems.push(message('import.cell_too_long', { column, longest: LONGEST_CELL }))
        return null
      }
      const value = readTyped(text, type, { decimal, times, days })
      if (value === undefined) {
        notes.problems.push(message(`import.not_${type}`, { column, text: text.slice(0, 80) }))
        return null
      }
      return value
    }
  }

  #timeReader(formats: readonly string[] | null, path: Path): TimeReader {
    const reader = timeReader(formats, this.#context.zone)
    if (reader !== null) return reader
    this.faults.push({ path, message: message('import.unknown_format', { formats: [...(formats ?? [])] }) })
    return () => ({ fault: 'unreadable' })
  }

  #placeOf(column: string, path: Path): number {
    const place = this.#places.get(column.trim().toLowerCase())
    if (place !== undefined) return place
    const { headers } = this.#context
    const values = { column, nearest: nearest(column, headers), headers: headers.slice(0, 60) }
    this.faults.push({ path, message: message('import.no_column', values) })
    return -1
  }
}

function partsOf(text: string, split: string): readonly string[] {
  return text
    .split(split.trim() === '' ? split : split.trim())
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function wordsOf(given: string | number | boolean | readonly (string | number | boolean)[]): ReadonlySet<string> {
  return new Set([given].flat().map((word) => String(word).trim().toLowerCase()))
}
