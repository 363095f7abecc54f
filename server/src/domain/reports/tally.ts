import type { Counted, LedgerEntry } from './contribution.ts'
import { ALL, DAY_BY_DAY, dimensions } from './dimensions.ts'
import { type TimeChanges, timesKey } from './single-times.ts'

/** Which row of the counted cells. */
export interface RowKey {
  readonly track: string
  readonly dimension: string
  readonly value: string
  /** Empty for who is where now. */
  readonly month: string
}

const SEPARATOR = '\u001f'

export function rowKey({ track, dimension, value, month }: RowKey): string {
  return `${track}${SEPARATOR}${dimension}${SEPARATOR}${month}${SEPARATOR}${value}`
}

export function readRowKey(key: string): RowKey {
  const [track = '', dimension = '', month = '', ...value] = key.split(SEPARATOR)
  return { track, dimension, month, value: value.join(SEPARATOR) }
}

/** Counts by row and cell. */
export class Tally {
  readonly rows = new Map<string, Map<string, number>>()
  /** Every single time too, by the two stages and the month. */
  readonly times: TimeChanges = new Map()
  /** The same rows by their parts: putting a key together costs more than counting. */
  readonly #found = new Map<string, Map<string, ByDimension>>()

  /** Adds what a contact adds now, and takes away what it added before; most of both is the same. */
  change(before: readonly Counted[], after: readonly Counted[]): void {
    const places: Places = new Map()
    if (before.length === 0) {
      for (const one of after) this.#add(one, 1, places)
      return
    }
    const left = new Map<string, Counted[]>()
    for (const one of before) {
      const key = identity(one)
      const same = left.get(key)
      if (same === undefined) left.set(key, [one])
      else same.push(one)
    }
    for (const one of after) if (left.get(identity(one))?.pop() === undefined) this.#add(one, 1, places)
    for (const rest of left.values()) for (const one of rest) this.#add(one, -1, places)
  }

  /** Adds a count to one cell. */
  add(row: string, cell: string, count: number): void {
    addTo(this.#rowOf(row), cell, count)
  }

  #rowOf(key: string): Map<string, number> {
    let cells = this.rows.get(key)
    if (cells === undefined) {
      cells = new Map()
      this.rows.set(key, cells)
    }
    return cells
  }

  #add({ cell, month, day, entry, onlyAll, time }: Counted, count: 1 | -1, places: Places): void {
    if (time !== null) {
      const key = timesKey({ track: entry.track, from: entry.to, to: time.to, month })
      const changed = this.times.get(key) ?? { added: [], taken: [] }
      this.times.set(key, changed)
      changed[count === 1 ? 'added' : 'taken'].push({ ms: time.ms, stamps: onlyAll ? null : entry.stamps })
    }
    if (day !== null) {
      this.add(`${entry.track}${SEPARATOR}${DAY_BY_DAY}${SEPARATOR}${month}${SEPARATOR}${day}`, cell, count)
      return
    }
    const rows = this.#placesOf(entry, month, places)
    for (const row of onlyAll ? rows.slice(0, 1) : rows) addTo(row, cell, count)
  }

  /** The rows of an entry's month: everybody's first. Most of what a contact adds lies in a few of them. */
  #placesOf(entry: LedgerEntry, month: string, places: Places): readonly Map<string, number>[] {
    let months = places.get(entry)
    if (months === undefined) {
      months = new Map()
      places.set(entry, months)
    }
    let rows = months.get(month)
    if (rows === undefined) {
      const of = this.#monthOf(entry.track, month)
      rows = [this.#valueOf(of, entry.track, ALL, month, ALL)]
      for (let index = 0; index < dimensions.length; index++)
        rows.push(this.#valueOf(of, entry.track, dimensions[index] ?? '', month, entry.stamps[index] ?? ''))
      months.set(month, rows)
    }
    return rows
  }

  #monthOf(track: string, month: string): ByDimension {
    const months = this.#found.get(track) ?? new Map<string, ByDimension>()
    this.#found.set(track, months)
    const found = months.get(month) ?? new Map()
    months.set(month, found)
    return found
  }

  #valueOf(of: ByDimension, track: string, dimension: string, month: string, value: string): Map<string, number> {
    let values = of.get(dimension)
    if (values === undefined) {
      values = new Map()
      of.set(dimension, values)
    }
    let row = values.get(value)
    if (row === undefined) {
      row = this.#rowOf(rowKey({ track, dimension, month, value }))
      values.set(value, row)
    }
    return row
  }
}

type ByDimension = Map<string, Map<string, Map<string, number>>>
type Places = Map<LedgerEntry, Map<string, Map<string, number>[]>>

function addTo(cells: Map<string, number>, cell: string, count: number): void {
  const sum = (cells.get(cell) ?? 0) + count
  if (sum === 0) cells.delete(cell)
  else cells.set(cell, sum)
}

function identity({ cell, month, day, entry, time }: Counted): string {
  return `${entry.nth} ${day ?? month} ${cell} ${time?.ms ?? ''}`
}
