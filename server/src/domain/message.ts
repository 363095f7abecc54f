import type { Json } from './json.ts'

/** A sentence without its words: the catalogue of a language (contract/messages) turns it into text. */
export interface Message {
  readonly key: string
  readonly values: Readonly<Record<string, Json>>
}

export function message(key: string, values: Readonly<Record<string, Json>> = {}): Message {
  return { key, values }
}
