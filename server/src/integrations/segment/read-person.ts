import { normaliseAnonymousId, normaliseEmail, normaliseUserId } from '../../domain/identity/normalise.ts'
import type { Identity } from '../../domain/incoming.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import { type Lookups, rejected, type Taken, within } from './reading.ts'

/** An id as clients send it; numbers are taken as their text. Null where it is absent or empty. */
export function readId(value: Json | undefined, place: string): Taken<string | null> {
  if (value === undefined || value === null) return { taken: null }
  if (typeof value === 'number') return { taken: String(value) }
  if (typeof value !== 'string') return rejected('wrong_type', place, 'An id must be a text.')
  return { taken: value.trim() === '' ? null : value }
}

/** What a message calls its contact by, as sent. */
export interface Names {
  readonly userId: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly anonymousId: string | null
}

/** The identities of a contact in their normal form, strongest first; what has no normal form is left out. */
export function identitiesOf(names: Names, lookups: Lookups): Identity[] {
  const found: Identity[] = []
  const add = (kind: Identity['kind'], value: string | null) => {
    if (value !== null) found.push({ kind, value })
  }
  add('user', names.userId === null ? null : normaliseUserId(names.userId))
  add('email', names.email === null ? null : normaliseEmail(names.email))
  add('phone', names.phone === null ? null : lookups.normalisePhone(names.phone))
  add('anonymous', names.anonymousId === null ? null : normaliseAnonymousId(names.anonymousId))
  return found
}

export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** An object-valued section of a message; absent and null count as empty. */
export function readSection(message: JsonObject, name: string, place: string): Taken<JsonObject> {
  const value = message[name]
  if (value === undefined || value === null) return { taken: {} }
  if (typeof value !== 'object' || Array.isArray(value)) {
    return rejected('wrong_type', within(place, name), `\`${name}\` must be an object.`)
  }
  return { taken: value as JsonObject }
}

const otherSpellings = new Map([
  ['first_name', 'firstName'],
  ['last_name', 'lastName'],
  ['firstname', 'firstName'],
  ['lastname', 'lastName'],
])

/** Traits with the protocol's own spelling of names, and addresses in their normal form. Nothing is made up. */
export function contactTraits(traits: JsonObject): JsonObject {
  const renamed = Object.entries(traits).map(([key, value]): [string, Json] => {
    const proper = otherSpellings.get(key)
    if (proper !== undefined && !Object.hasOwn(traits, proper)) return [proper, value]
    if (key === 'email' && typeof value === 'string') return [key, normaliseEmail(value) ?? value]
    return [key, value]
  })
  return Object.fromEntries(renamed)
}

/** What is said of a company, with `employees` also where it is spelled as in the protocol's older form. */
export function companyTraits(given: JsonObject): JsonObject {
  const { employee_count: count, ...rest } = given
  return count === undefined || Object.hasOwn(rest, 'employees') ? given : { ...rest, employees: count }
}
