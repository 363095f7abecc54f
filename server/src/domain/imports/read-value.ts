import type { Json } from '../json.ts'
import type { TimeReader } from './read-time.ts'

export type ValueType = 'text' | 'number' | 'boolean' | 'date' | 'list'

interface ValueContext {
  readonly decimal: '.' | ','
  readonly times: TimeReader
  /** Reads days as they are written, in no zone. */
  readonly days: TimeReader
}

const YES = new Set(['true', 'yes', 'y', '1', 'x', 'on'])
const NO = new Set(['false', 'no', 'n', '0', 'off'])
const GROUPED = { '.': /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/, ',': /^[+-]?\d{1,3}([. ]\d{3})+(,\d+)?$/ }
const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** The value of a cell that is not empty; undefined where it is none of its type. */
export function readTyped(text: string, type: ValueType, { decimal, times, days }: ValueContext): Json | undefined {
  switch (type) {
    case 'text':
    case 'list':
      return text
    case 'number': {
      const number = readNumber(text, decimal)
      return number === null ? undefined : number
    }
    case 'boolean': {
      const word = text.toLowerCase()
      return YES.has(word) ? true : NO.has(word) ? false : undefined
    }
    case 'date': {
      const withTime = /\d:\d/.test(text)
      const time = (withTime ? times : days)(text)
      if ('fault' in time) return undefined
      const written = new Date(time.at).toISOString()
      return withTime ? written : written.slice(0, 10)
    }
  }
}

/** A number with or without groups of thousands; null where it is none. */
export function readNumber(text: string, decimal: '.' | ','): number | null {
  const grouped = GROUPED[decimal].test(text) ? text.replace(decimal === '.' ? /,/g : /[. ]/g, '') : text
  const plain = decimal === ',' ? grouped.replace(',', '.') : grouped
  if (!PLAIN.test(plain)) return null
  const number = Number(plain)
  return Number.isFinite(number) ? number : null
}
