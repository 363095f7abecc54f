import type { Counted } from './contribution.ts'
import { ALL, DAY_BY_DAY, dimensions } from './dimensions.ts'

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

  /** Adds what a contact adds now, and takes away what it added before; most of both is the same. */
  change(before: readonly Counted[], after: readonly Counted[]): void {
    if (before.length === 0) {
      for (const one of after) this.#add(one, 1)
      return
    }
    const left = new Map<string, Counted[]>()
    for (const one of before) {
      const key = identity(one)
      const same = left.get(key)
      if (same === undefined) left.set(key, [one])
      else same.push(one)
    }
    for (const one of after) if (left.get(identity(one))?.pop() === undefined) this.#add(one, 1)
    for (const rest of left.values()) for (const one of rest) this.#add(one, -1)
  }

  /** Adds a count to one cell. */
  add(row: string, cell: string, count: number): void {
    let cells = this.rows.get(row)
    if (cells === undefined) {
      cells = new Map()
      this.rows.set(row, cells)
    }
    const sum = (cells.get(cell) ?? 0) + count
    if (sum === 0) cells.delete(cell)
    else cells.set(cell, sum)
  }

  #add({ cell, month, day, entry, onlyAll }: Counted, count: number): void {
    const prefix = `${entry.track}${SEPARATOR}`
    if (day !== null) {
      this.add(`${prefix}${DAY_BY_DAY}${SEPARATOR}${month}${SEPARATOR}${day}`, cell, count)
      return
    }
    this.add(`${prefix}${ALL}${SEPARATOR}${month}${SEPARATOR}${ALL}`, cell, count)
    if (onlyAll) return
    for (let index = 0; index < dimensions.length; index++)
      this.add(`${prefix}${dimensions[index]}${SEPARATOR}${month}${SEPARATOR}${entry.stamps[index] ?? ''}`, cell, count)
  }
}

function identity({ cell, month, day, entry }: Counted): string {
  return `${entry.nth} ${day ?? month} ${cell}`
}
