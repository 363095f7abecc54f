import { isListValue, isMapValue, type Value } from './value.ts'

/** Longest line that a list or a map is written on; a longer one takes a line for each of its parts. */
const WIDTH = 116
const PLAIN = /^[\p{L}_/][\p{L}\p{N}_ \-/.@%+()'*&?!=<>]*$/u
const STRETCH = /^\d+(\/?)[a-z]+$/
const WORDS = new Set(['null', 'true', 'false', '~'])

/** A scalar as it may stand anywhere. Quoted where the plain word would be read as something else. */
export function writeScalar(value: Exclude<Value, object>, quotes: '"' | "'" | '' = ''): string {
  if (typeof value !== 'string') return String(value)
  if (quotes === "'" && !/[\n\r\t']/.test(value)) return `'${value}'`
  if (quotes === '' && isPlain(value)) return value
  return JSON.stringify(value)
}

/** A key: numbers may stand as they are, they are read as the same key. */
export const writeKey = (key: string): string => (/^(0|[1-9]\d*)$/.test(key) ? key : writeScalar(key))

function isPlain(text: string): boolean {
  if (text !== text.trim() || WORDS.has(text.toLowerCase())) return false
  return STRETCH.test(text) ? Number.isNaN(Number(text)) : PLAIN.test(text)
}

/** A value on one line. */
export function writeFlow(value: Value): string {
  if (isListValue(value)) {
    const parts = value.map(writeFlow)
    if (parts.length === 0) return '[]'
    return value.some((part) => typeof part === 'object' && part !== null)
      ? `[ ${parts.join(', ')} ]`
      : `[${parts.join(', ')}]`
  }
  if (isMapValue(value)) {
    const pairs = Object.entries(value).map(([key, part]) => `${writeKey(key)}: ${writeFlow(part)}`)
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
  }
  return writeScalar(value)
}

interface BlockPlace {
  /** Column of the parts of what the value stands in: of the dash or of the key. */
  readonly indent: number
  /** Where on its line the value would begin. */
  readonly column: number
  readonly after: 'dash' | 'key'
  /** Something stands between the key and the value, such as an anchor: the value's lines begin below it. */
  readonly below?: boolean
  /** Takes a line for each of its parts, however short. */
  readonly isSection?: boolean
}

/** What follows a key or a dash, with the space or the line break before it. */
export function writeBlock(value: Value, place: BlockPlace): string {
  if (typeof value === 'string' && isLong(value)) return ` ${writeLines(value, place.indent + 2)}`
  const flow = writeFlow(value)
  const isOpened = place.isSection === true && !/^(\{\}|\[[^{[]*\])$/.test(flow)
  const isShort = place.column + flow.length <= WIDTH && !isOpened
  if (isShort || typeof value !== 'object' || value === null) return ` ${flow}`
  const indent = place.indent + 2
  const lines = linesOf(value, indent)
  if (place.after === 'dash' && place.below !== true) return ` ${lines.join('\n').slice(indent)}`
  return `\n${lines.join('\n')}`
}

function linesOf(value: Value, indent: number): readonly string[] {
  const pad = ' '.repeat(indent)
  if (isListValue(value))
    return value.map((part) => `${pad}-${writeBlock(part, { indent, column: indent + 2, after: 'dash' })}`)
  if (!isMapValue(value)) return [pad + writeFlow(value)]
  return Object.entries(value).map(([name, part]) => {
    const key = writeKey(name)
    return `${pad}${key}:${writeBlock(part, { indent, column: indent + key.length + 2, after: 'key' })}`
  })
}

/** Text of several lines that can stand as it is. */
const isLong = (text: string): boolean =>
  text.includes('\n') && !/[\r\t]|[ ]\n/.test(text) && !/^[\s]/.test(text) && !/\n\n*$/.test(text)

function writeLines(text: string, indent: number): string {
  const pad = ' '.repeat(indent)
  return `|-\n${text
    .split('\n')
    .map((line) => (line === '' ? '' : pad + line))
    .join('\n')}`
}

/** A whole document. */
export function writeDocument(value: Value): string {
  return `${linesOf(value, 0).join('\n')}\n`
}
