import { isObject } from '../../domain/json.ts'

const shownBytes = 32 * 1024
const shownDepth = 40

/** A message as it is kept for people to look at: its JSON without the key, cut at 32 KB. */
export function showMessage(message: unknown): string {
  const shown = isObject(message) && Object.hasOwn(message, 'writeKey') ? withoutKey(message) : message
  try {
    return cut(JSON.stringify(shown))
  } catch {
    // Nested so deep that writing it down would exhaust the stack.
    return cut(JSON.stringify(pruned(shown, 0)))
  }
}

function withoutKey(message: object): unknown {
  return Object.fromEntries(Object.entries(message).filter(([name]) => name !== 'writeKey'))
}

function pruned(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth === shownDepth) return '…'
  if (Array.isArray(value)) return value.map((inner) => pruned(inner, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pruned(inner, depth + 1)]))
}

/** Bytes that are no message, as text that can be stored; the key is blotted out. */
export function showBytes(bytes: Uint8Array, secret: string): string {
  const text = new TextDecoder().decode(bytes.subarray(0, shownBytes)).replaceAll('\0', '\uFFFD')
  return cut(text.replaceAll(secret, '…'))
}

function cut(text: string): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= shownBytes) return text
  // As a stream, the decoder leaves out a character that the cut has split.
  return new TextDecoder().decode(bytes.subarray(0, shownBytes), { stream: true })
}
