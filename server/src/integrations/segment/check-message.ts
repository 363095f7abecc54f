import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import { rejected, type Taken, within } from './reading.ts'

/** What one message may be. */
export const messageLimits = { bytes: 32 * 1024, depth: 32, keys: 1000 } as const

const everyUnstorable = /[\0\p{Surrogate}]/gu

/** An object or list within a message; `up` and `key` lead back to the message. */
interface Spot {
  readonly inner: JsonObject | readonly Json[]
  readonly depth: number
  readonly key: string
  readonly up: Spot | null
}

interface Size {
  keys: number
  /** An upper bound of the bytes as JSON: six for each UTF-16 unit. */
  bytes: number
}

/**
 * Whether a message is an object that can be stored: not too large, too deep or too wide, every text storable, every
 * number finite. Keys called `__proto__` are left out of what is taken.
 *
 * Walks without recursion, so that no depth of nesting can exhaust the stack.
 */
export function checkMessage(message: unknown, place: string): Taken<JsonObject> {
  if (!isObject(message)) return rejected('not_an_object', place, 'A message must be a JSON object.')
  const size: Size = { keys: 0, bytes: 0 }
  let hasPrototypeKey = false
  const open: Spot[] = [{ inner: message, depth: 0, key: '', up: null }]
  for (let spot = open.pop(); spot !== undefined; spot = open.pop()) {
    if (spot.depth > messageLimits.depth) {
      return rejected('too_deep', placeOf(spot, place), `A message may be nested ${messageLimits.depth} levels deep.`)
    }
    // Entries would be an allocation for every field of every message.
    for (const key in spot.inner) {
      const value = (spot.inner as JsonObject)[key] ?? null
      const fault = faultOf(key, value)
      if (fault !== null) return rejected('invalid_value', placeOf(below(spot, key, []), place), fault)
      measure(spot, key, value, size)
      if (key === '__proto__') hasPrototypeKey = true
      if (typeof value === 'object' && value !== null) open.push(below(spot, key, value as Spot['inner']))
    }
  }
  const excess = excessOf(message, size)
  if (excess !== null) return rejected('too_large', place, excess)
  return { taken: hasPrototypeKey ? withoutPrototypeKeys(message) : message }
}

function below(spot: Spot, key: string, inner: Spot['inner']): Spot {
  return { inner, depth: spot.depth + 1, key: Array.isArray(spot.inner) ? `[${key}]` : key, up: spot }
}

function faultOf(key: string, value: Json): string | null {
  const cannot = 'holds a NUL character or half of a surrogate pair, which cannot be stored.'
  if (typeof value === 'string' && !isStorable(value)) return `This text ${cannot}`
  if (typeof value === 'number' && !Number.isFinite(value)) return 'This number is too large to be kept.'
  return !isStorable(key) ? `The name of this field ${cannot}` : null
}

/** PostgreSQL can hold neither a NUL nor half of a pair in text, and neither says anything. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

function measure(spot: Spot, key: string, value: Json, size: Size) {
  if (!Array.isArray(spot.inner)) {
    size.keys += 1
    size.bytes += 6 * key.length + 4
  }
  size.bytes += typeof value === 'string' ? 6 * value.length + 3 : 30
}

function excessOf(message: JsonObject, size: Size): string | null {
  if (size.keys > messageLimits.keys) {
    return `A message may have ${messageLimits.keys} fields; this one has ${size.keys}.`
  }
  // The exact size costs a serialisation, which the upper bound spares all but large messages.
  if (size.bytes <= messageLimits.bytes) return null
  const bytes = Buffer.byteLength(JSON.stringify(message))
  return bytes > messageLimits.bytes ? `A message may have ${messageLimits.bytes} bytes; this one has ${bytes}.` : null
}

/** The last eight keys are enough to find a place, and keep a hostile path short. */
function placeOf(spot: Spot, place: string): string {
  const path: string[] = []
  let next: Spot | null = spot
  for (; next?.up && path.length < 8; next = next.up) {
    path.unshift(next.key.slice(0, 80).replaceAll(everyUnstorable, '\uFFFD'))
  }
  return within(place, (next?.up ? '….' : '') + path.join('.').replaceAll('.[', '['))
}

function withoutPrototypeKeys(message: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(message), (key, value: unknown) => (key === '__proto__' ? undefined : value))
}
