import type { z } from 'zod'
import type { mappingSchema } from '../../domain/imports/mapping.ts'

export type MappingInput = z.input<typeof mappingSchema>

/** A mapping that is made for the exports of one product, and found by their headers. */
export interface ReadyMapping {
  readonly key: string
  readonly name: string
  fits(columns: Columns): boolean
  make(columns: Columns): MappingInput
}

/** The columns of a file by name, in any letter case and order. */
export class Columns {
  readonly headers: readonly string[]
  readonly #byName: ReadonlyMap<string, string>

  constructor(headers: readonly string[]) {
    this.headers = headers
    this.#byName = new Map(headers.map((header) => [header.toLowerCase(), header] as const).reverse())
  }

  has(...names: readonly string[]): boolean {
    return names.every((name) => this.#byName.has(name.toLowerCase()))
  }

  hasAny(...names: readonly string[]): boolean {
    return names.some((name) => this.has(name))
  }

  /** The first of these that the file has, as it writes it. */
  find(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const header = this.#byName.get(name.toLowerCase())
      if (header !== undefined) return header
    }
    return undefined
  }

  /** All of these that the file has. */
  all(...names: readonly string[]): string[] {
    return names.flatMap((name) => this.find(name) ?? [])
  }

  /** Traits of those columns that the file has. */
  traits(wanted: Readonly<Record<string, readonly string[]>>, type: 'text' | 'number' | 'boolean' | 'date' = 'text') {
    const found: NonNullable<MappingInput['contact']['traits']> = {}
    for (const [trait, names] of Object.entries(wanted)) {
      const column = this.find(...names)
      if (column !== undefined) found[trait] = type === 'text' ? column : { column, type }
    }
    return found
  }
}

/** A part of a mapping where the file has its column; else nothing. */
export function given<const Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value })
}
