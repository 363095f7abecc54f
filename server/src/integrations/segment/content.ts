import { normaliseEmail } from '../../domain/identity/normalise.ts'
import type { Identity, Incoming, IncomingEvent, IncomingOpportunity } from '../../domain/incoming.ts'
import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import type { Envelope } from './read-envelope.ts'
import { touchOf } from './read-page.ts'
import { companyTraits, textOf } from './read-person.ts'
import type { Lookups } from './reading.ts'

/** What a message says, apart from who and when. */
export interface Content {
  readonly events: readonly IncomingEvent[]
  /** Traits of the person, among which an address or a phone number may stand. */
  readonly person: JsonObject
  readonly group: Incoming['group']
  readonly previous: Identity | null
  readonly opportunity: IncomingOpportunity | null
}

export const noContent: Content = { events: [], person: {}, group: null, previous: null, opportunity: null }

/** What is stamped on an event: where the visit came from, and that a machine did it. `view` is a page's data. */
export function stampOf(envelope: Envelope, view: JsonObject | null): JsonObject {
  const { context, lookups } = envelope
  const userAgent = textOf(context.userAgent) ?? textOf(context.user_agent)
  const machine = userAgent !== null && lookups.isMachine(userAgent)
  return { ...touchOf(view, context), ...(machine ? { human: false } : {}) }
}

/** Traits to set, with what they say for the reports on the stamp. */
export function traitsEvent(set: JsonObject, envelope: Envelope, stamp: JsonObject): IncomingEvent {
  return { kind: 'traits', name: '', data: { set }, stamp: { ...stamp, ...stampOfTraits(set, envelope.lookups) } }
}

/** What is stamped on traits: the kind of the address among them, and the country that they tell. */
export function stampOfTraits(set: JsonObject, lookups: Lookups): JsonObject {
  const email = normaliseEmail(textOf(set.email) ?? '')
  const kind = email === null ? {} : { email_kind: lookups.emailKind(email) }
  const told = textOf(set.country) ?? textOf(isObject(set.address) ? set.address.country : undefined)
  return { ...kind, ...(told === null ? {} : { country: countryOf(told) }) }
}

/** A country's code in capitals; a name stays as it is written. */
function countryOf(text: string): string {
  const trimmed = text.trim()
  return trimmed.length === 2 ? trimmed.toUpperCase() : trimmed.slice(0, 255)
}

/** Traits of the person that a message of another type carries along. */
export function personIn(context: JsonObject): JsonObject {
  return isObject(context.traits) ? context.traits : {}
}

/**
 * The company that a message names beside its contact: by `context.groupId`, else by the id in the trait `company`.
 * A company without an id is only a trait. What the trait says counts for the company with the same id.
 */
export function groupOf(company: Json | undefined, context: JsonObject): Incoming['group'] {
  const named = idText(context.groupId ?? context.group_id)
  const { id, ...said } = isObject(company) ? company : {}
  const own = idText(id)
  if (named !== null && named !== own) return { id: named, traits: {} }
  return own === null ? null : { id: own, traits: companyTraits(said) }
}

export function groupNamed(id: Json | undefined): Incoming['group'] {
  const text = idText(id)
  return text === null ? null : { id: text, traits: {} }
}

function idText(id: Json | undefined): string | null {
  const text = typeof id === 'number' ? String(id) : textOf(id)?.trim()
  return text !== undefined && text.length <= 500 ? text : null
}
