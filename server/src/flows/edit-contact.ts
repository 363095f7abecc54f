import { randomBytes } from 'node:crypto'
import { newId } from '../db/new-id.ts'
import { type Tx, transaction } from '../db/transaction.ts'
import { type Actor, NAMED_BY, type Time } from '../domain/facts.ts'
import { normaliseEmail, normaliseUserId } from '../domain/identity/normalise.ts'
import type { Identity, Incoming } from '../domain/incoming.ts'
import { canonical, type Json, type JsonObject } from '../domain/json.ts'
import { type Message, message } from '../domain/message.ts'
import { audit } from '../features/audit/audit.ts'
import { readForEdit } from '../features/contacts/read-for-edit.ts'
import { markAlike } from '../features/duplicates/marks.ts'
import { claimIdentities, findIdentities, findPersons } from '../features/identities/find-identities.ts'
import { corporateDomain, emailKind } from '../integrations/addresses/email-kind.ts'
import { normalisePhone } from '../integrations/addresses/phone.ts'
import { stampOfTraits } from '../integrations/segment/content.ts'
import { contactTraits } from '../integrations/segment/read-person.ts'
import { claimGroups } from './claim-groups.ts'
import type { Entry } from './entry.ts'
import { laneNumber } from './lane-number.ts'
import { actorData } from './own-event.ts'
import { headOf, processEvents } from './process-events.ts'
import type { Ripen } from './ripen.ts'

interface Given {
  readonly kind: 'user' | 'email' | 'phone'
  readonly value: string
}

export interface EditRequest {
  readonly contact: string
  readonly set: JsonObject
  /** What traits said when the person looked. */
  readonly was: JsonObject
  readonly identities: readonly Given[]
  readonly by: Actor
}

export type EditOutcome =
  | { readonly outcome: 'written'; readonly contact: string }
  | { readonly outcome: 'unknown' }
  /** `taken`: it contradicts what is there; `faulty`: it can never be. */
  | { readonly outcome: 'taken' | 'faulty'; readonly message: Message }

const lookups = {
  emailKind,
  corporateDomain,
  normalisePhone: (phone: string) => normalisePhone(phone),
  isMachine: () => false,
}

/** Ends a transaction that has written nothing that may stay. */
class Refused extends Error {
  readonly refusal: EditOutcome
  constructor(refusal: EditOutcome) {
    super('refused')
    this.refusal = refusal
  }
}

/** Makes a contact by hand. It claims what names it as a message would, but never becomes one with somebody who is there. */
export async function createContact(
  ripen: Ripen,
  {
    traits,
    identities,
    by,
  }: { readonly traits: JsonObject; readonly identities: readonly Given[]; readonly by: Actor },
): Promise<EditOutcome> {
  const set = contactTraits(withoutNulls(traits))
  const named = identitiesIn(identities, set)
  if ('fault' in named) return { outcome: 'faulty', message: named.fault }
  if (named.identities.length === 0) return { outcome: 'faulty', message: message('edit.nameless') }
  const now = ripen.now()
  return write(ripen, { contact: newId(now), at: now, set, by, identities: named.identities }, 'contact.created', {})
}

/** Changes traits of a contact, and adds what it can be named by. What was said before stays in its history. */
export async function editContact(
  ripen: Ripen,
  { contact, set: given, was, identities, by }: EditRequest,
): Promise<EditOutcome> {
  const set = contactTraits(given)
  const named = identitiesIn(identities, set)
  if ('fault' in named) return { outcome: 'faulty', message: named.fault }
  const known = await readForEdit(ripen.db.pool, contact)
  if (known === null) return { outcome: 'unknown' }
  if (known.sealed) return { outcome: 'taken', message: message('edit.erased') }
  const changed = Object.keys(was).filter((key) => isOther(was[key], known.traits[key]))
  if (changed.length > 0) return { outcome: 'taken', message: message('edit.changed', { traits: changed }) }
  const fresh = Object.fromEntries(Object.entries(set).filter(([key, value]) => isOther(value, known.traits[key])))
  if (Object.keys(fresh).length === 0 && named.identities.length === 0) return { outcome: 'written', contact }
  const before = Object.fromEntries(Object.keys(fresh).map((key) => [key, known.traits[key] ?? null]))
  // After all that is known already: what a person says now is not late.
  const at = Math.max(ripen.now(), known.lastTime + 2)
  return write(ripen, { contact, at, set: fresh, by, identities: named.identities }, 'contact.edited', before)
}

const isOther = (one: Json | undefined, other: Json | undefined) => canonical(one ?? null) !== canonical(other ?? null)

function withoutNulls(traits: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== null && value !== ''))
}

/** What is given as a name or an address, in its normal form; the address among the traits too. */
function identitiesIn(
  given: readonly Given[],
  set: JsonObject,
): { readonly identities: readonly Identity[] } | { readonly fault: Message } {
  const { email } = set
  const told: readonly Given[] = typeof email === 'string' && email !== '' ? [{ kind: 'email', value: email }] : []
  const found = new Map<string, Identity>()
  for (const { kind, value } of [...given, ...told]) {
    const normal = normalForms[kind](value)
    if (normal === null) return { fault: message(`edit.no_${kind}`, { value }) }
    found.set(`${kind} ${normal}`, { kind, value: normal })
  }
  return { identities: [...found.values()] }
}

const normalForms: Readonly<Record<Given['kind'], (text: string) => string | null>> = {
  user: normaliseUserId,
  email: normaliseEmail,
  phone: (text) => normalisePhone(text),
}

interface Writing {
  readonly contact: string
  readonly at: Time
  readonly set: JsonObject
  readonly identities: readonly Identity[]
  readonly by: Actor
}

async function write(
  ripen: Ripen,
  writing: Writing,
  action: 'contact.created' | 'contact.edited',
  before: JsonObject,
): Promise<EditOutcome> {
  const { contact, set, identities, by } = writing
  try {
    const entry = await transaction(ripen.db, (client) => claim(ripen, client, writing))
    await processEvents(ripen, [entry], laneNumber(0))
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
  const added = identities.length === 0 ? {} : { identities: identities.map(({ value }) => value) }
  await audit(
    ripen.db.pool,
    { by, action, id: contact, ...(action === 'contact.edited' ? { before } : {}), after: { ...set, ...added } },
    ripen.now(),
  )
  return { outcome: 'written', contact }
}

/** Claims what names the contact, before any contact is locked, and says what is to be written. */
async function claim(ripen: Ripen, client: Tx, { contact, at: wanted, set, identities, by }: Writing): Promise<Entry> {
  const now = ripen.now()
  const { from: since } = await headOf(ripen, client)
  const at = Math.max(wanted, since + 1)
  const found = await findIdentities(client, identities)
  const persons = await findPersons(client, [...new Set(found.map((one) => one.contact))])
  const others = found.filter((one) => (persons.get(one.contact)?.person ?? one.contact) !== contact)
  const [other] = others
  if (other !== undefined) throw new Refused(await takenBy(ripen, other, persons.get(other.contact)?.person))
  const known = new Set(found.map(({ kind, value }) => `${kind} ${value}`))
  const claims = identities.filter(({ kind, value }) => !known.has(`${kind} ${value}`))
  const claimed = await claimIdentities(
    client,
    claims.map((one) => ({ ...one, contact, imports: null })),
    now,
  )
  const [first] = claims
  // Another was faster with one of them between two looks.
  if (claimed < claims.length && first !== undefined)
    throw new Refused({
      outcome: 'taken',
      message: message('edit.taken', { value: first.value, name: '', contact: '' }),
    })
  await markAlike(client, claims.length === 0 ? [] : [contact])
  const email = identities.find(({ kind }) => kind === 'email')?.value
  const messageKey = randomBytes(16)
  const said: Incoming = {
    channel: 'app',
    source: 'ripen',
    messageKey,
    at,
    sentTime: null,
    receivedAt: now,
    identities,
    previous: null,
    group: null,
    domain: email === undefined ? null : corporateDomain(email),
    events: [],
    opportunity: null,
  }
  const groups = await claimGroups(client, [said], now)
  const data = { set, by: actorData(by) }
  return {
    contact,
    at,
    sentTime: null,
    receivedAt: now,
    channel: 'app',
    source: 'ripen',
    messageKey,
    repeated: false,
    names: identities.reduce((bits, { kind }) => (kind === 'anonymous' ? bits : bits | NAMED_BY[kind]), 0),
    events: [{ kind: 'traits', name: '', data, stamp: stampOfTraits(set, lookups) }],
    joins: groups?.joins[0] ?? null,
    accountEvents: [],
  }
}

async function takenBy(ripen: Ripen, { value, contact }: { value: string; contact: string }, person = contact) {
  const known = await readForEdit(ripen.db.pool, person)
  return {
    outcome: 'taken' as const,
    message: message('edit.taken', { value, name: known?.name ?? '', contact: person }),
  }
}
