import { isObject, type JsonObject } from '../../domain/json.ts'
import { TooManyMessages, UnreadableBody } from './refusals.ts'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The JSON object in a body.
 *
 * @throws {UnreadableBody} saying whether it is the text, the JSON or its type that is wrong
 */
export function parseBody(bytes: Uint8Array): JsonObject {
  const body = parseJson(decode(bytes))
  if (!isObject(body)) throw new UnreadableBody('The body must be a JSON object.', { reason: 'not_an_object' })
  return body
}

function decode(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes)
  } catch (cause) {
    throw new UnreadableBody(
      `The body is not UTF-8: the byte at position ${brokenAt(bytes)} belongs to no character.`,
      {
        cause,
      },
    )
  }
}

/** The position of the first byte that cannot stand where it stands, found by halving. */
function brokenAt(bytes: Uint8Array): number {
  let from = 0
  let to = bytes.length
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (isWhole(bytes.subarray(0, middle + 1))) from = middle + 1
    else to = middle
  }
  return from
}

function isWhole(bytes: Uint8Array): boolean {
  try {
    // As a stream, so that a character cut by our own hand is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new UnreadableBody('The body is empty.')
  try {
    return JSON.parse(text)
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : ''
    throw new UnreadableBody(`The body is not JSON: ${said.slice(0, 300)}.`, { cause })
  }
}

/** More than the largest body can hold of messages that say something; each bad one costs a kept row. */
const mostMessages = 10_000

/**
 * The list of messages in a body.
 *
 * @throws {UnreadableBody} where there is none; {TooManyMessages} beyond 10,000
 */
export function listIn(body: JsonObject, name: string): readonly unknown[] {
  const list = body[name]
  if (Array.isArray(list) && list.length > mostMessages) throw new TooManyMessages(mostMessages, list.length)
  if (Array.isArray(list)) return list
  throw new UnreadableBody(`The body must have a list \`${name}\` of messages.`, {
    reason: 'missing_field',
    place: name,
  })
}
