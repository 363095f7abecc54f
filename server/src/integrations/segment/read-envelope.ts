import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import { readId, readSection, textOf } from './read-person.ts'
import { type Lookups, rejected, type SendingKey, type Taken, within } from './reading.ts'

const messageTypes = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const
export type MessageType = (typeof messageTypes)[number]

/** The parts that messages of all types share, with their types checked. */
export interface Envelope {
  readonly type: MessageType
  readonly message: JsonObject
  readonly place: string
  readonly key: SendingKey
  readonly lookups: Lookups
  readonly userId: string | null
  readonly anonymousId: string | null
  readonly messageId: string | null
  readonly properties: JsonObject
  readonly traits: JsonObject
  readonly context: JsonObject
}

interface Surroundings {
  readonly type: MessageType | null
  readonly batchContext: Json | undefined
  readonly place: string
  readonly key: SendingKey
  readonly lookups: Lookups
}

/** Reads the common parts; rejected where one of them has another type than the protocol gives it. */
export function readEnvelope(message: JsonObject, around: Surroundings): Taken<Envelope> {
  const { place, key, lookups } = around
  const type = readType(message, around.type, place)
  if ('rejected' in type) return type
  const ids: Record<string, string | null> = {}
  for (const [name, older] of [
    ['userId', 'user_id'],
    ['anonymousId', 'anonymous_id'],
    ['messageId', 'message_id'],
  ] as const) {
    const used = (message[name] ?? null) === null && message[older] !== undefined ? older : name
    const id = readId(message[used], within(place, used))
    if ('rejected' in id) return id
    ids[name] = id.taken
  }
  const sections: Record<string, JsonObject> = {}
  for (const name of ['properties', 'traits', 'context'] as const) {
    const section = readSection(message, name, place)
    if ('rejected' in section) return section
    sections[name] = section.taken
  }
  const { userId = null, anonymousId = null, messageId = null } = ids
  const { properties = {}, traits = {}, context = {} } = sections
  const outer = isObject(around.batchContext) ? around.batchContext : null
  return {
    taken: {
      type: type.taken,
      message,
      place,
      key,
      lookups,
      userId,
      anonymousId,
      messageId,
      properties,
      traits,
      context: outer === null ? context : { ...outer, ...context },
    },
  }
}

function readType(message: JsonObject, fromPath: MessageType | null, place: string): Taken<MessageType> {
  const { type, action } = message
  if (type !== undefined && type !== null && typeof type !== 'string') {
    return rejected('wrong_type', within(place, 'type'), '`type` must be a text.')
  }
  const named = textOf(type)
  const found = named === null ? (asType(textOf(action)) ?? fromPath) : asType(named)
  if (found !== null) return { taken: found }
  if (named === null) return rejected('missing_field', within(place, 'type'), 'A message needs a `type`.')
  const known = messageTypes.join(', ')
  return rejected('unknown_type', within(place, 'type'), `There is no type "${named.slice(0, 80)}", only ${known}.`)
}

function asType(text: string | null): MessageType | null {
  const lower = text?.trim().toLowerCase()
  return messageTypes.find((type) => type === lower) ?? null
}

const longestName = 500

/** A name as clients send it, without spaces around it; null where it is absent or empty. */
export function readName(value: Json | undefined, place: string): Taken<string | null> {
  if (value === undefined || value === null) return { taken: null }
  if (typeof value !== 'string') return rejected('wrong_type', place, 'A name must be a text.')
  const name = value.trim()
  if (name.length > longestName) {
    return rejected('invalid_value', place, `A name may have ${longestName} characters; this one has ${name.length}.`)
  }
  return { taken: name === '' ? null : name }
}

/** An id that must be there, no longer than a name may be; `missing` says so where it is not. */
export function readRequiredId(from: JsonObject, field: string, place: string, missing: string): Taken<string> {
  const id = readId(from[field], within(place, field))
  if ('rejected' in id) return id
  const name = readName(id.taken, within(place, field))
  if ('rejected' in name) return name
  return name.taken === null ? rejected('missing_field', within(place, field), missing) : { taken: name.taken }
}
