import type { IncomingEvent } from '../../domain/incoming.ts'
import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import { textOf } from './read-person.ts'

const pointNames = ['formId', 'form_id', 'point', 'form', 'name'] as const
const unnamedPoint = 'form'
const offers: readonly Json[] = ['top', 'middle', 'bottom']

/**
 * A submitted form as a conversion: its point (default: form), its offer where it is one of the three, the names of
 * the fields that were given; what was typed in is not repeated. An `offer` that is none stays as `offerText`, since
 * trackers use the word for other things. Other properties are kept.
 */
export function conversionOf(properties: JsonObject, stamp: JsonObject): IncomingEvent {
  const named = pointNames.find((key) => textOf(properties[key]) !== null)
  const { offer, fields, traits, gave, ...rest } = properties
  const given = namesOf(gave) ?? namesOf(fields) ?? namesOf(traits)
  const kept = Object.fromEntries(Object.entries(rest).filter(([key]) => key !== named))
  return {
    kind: 'conversion',
    name: (named && textOf(properties[named])) ?? unnamedPoint,
    data: { ...kept, ...offerOf(offer), ...(given === null ? {} : { gave: given }) },
    stamp,
  }
}

function offerOf(offer: Json | undefined): JsonObject {
  if (offer === undefined || offer === null) return {}
  const level = typeof offer === 'string' ? offer.trim().toLowerCase() : offer
  return offers.includes(level) ? { offer: level } : { offerText: offer }
}

/** Names in a list as they are; of an object those with a value. */
function namesOf(fields: Json | undefined): string[] | null {
  if (Array.isArray(fields)) return fields.filter((field: Json) => typeof field === 'string')
  if (!isObject(fields)) return null
  return Object.keys(fields).filter((key) => fields[key] !== null && fields[key] !== '' && fields[key] !== false)
}

/** Joining or leaving a list (default: newsletter). */
export function subscriptionOf(properties: JsonObject, on: boolean, stamp: JsonObject): IncomingEvent {
  const { list, list_id: listId, listId: listKey, ...rest } = properties
  const name = textOf(list) ?? textOf(listId) ?? textOf(listKey) ?? 'newsletter'
  return { kind: 'subscription', name, data: { ...rest, on }, stamp }
}
