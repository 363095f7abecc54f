import { z } from 'zod'
import type { Time } from '../../domain/facts.ts'
import type { Incoming, IncomingEvent, IncomingOpportunity } from '../../domain/incoming.ts'
import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import { eventKinds } from '../../domain/vocabulary.ts'
import { checkMessage } from '../segment/check-message.ts'
import { stampOfTraits } from '../segment/content.ts'
import { messageKey } from '../segment/message-key.ts'
import { withSomebody } from '../segment/read-message.ts'
import { readOpportunity } from '../segment/read-opportunity.ts'
import { pageData, touchOf } from '../segment/read-page.ts'
import { companyTraits, contactTraits, identitiesOf, textOf } from '../segment/read-person.ts'
import { type Lookups, type Reading, rejected, type SendingKey, type Taken, within } from '../segment/reading.ts'
import { readTime, readTimes } from '../segment/times.ts'
import { rejectedBy } from '../segment/zod-rejection.ts'
import { findOwnKind, type OwnKind, ownKinds } from './own-kinds.ts'

const id = z.union([z.string().min(1).max(500), z.number().transform(String)])
const time = z
  .union([z.string(), z.number()])
  .refine((value) => readTime(value) !== null, 'A time is written like 2026-01-31T09:30:00Z.')

/** One event as `POST /api/v1/events` takes it; `data` depends on the kind. */
export const ownEvent = z.strictObject({
  kind: z.string(),
  name: id.nullish().describe('what happened; `docs/lifecycle.md` says for each kind what its name is'),
  at: time.nullish().describe('when it happened (default: when it arrives)').meta({ example: '2026-01-31T09:30:00Z' }),
  data: z.looseObject({}).nullish(),
  userId: id.nullish().describe('id of the person in your system; one of the four ways to name somebody is needed'),
  email: z.string().nullish(),
  phone: z.string().nullish().describe('with its country, as in +41 44 668 18 00'),
  anonymousId: id.nullish().describe('of a visitor'),
  messageId: id.nullish().describe('the same one sent again is counted once (default: made of the whole event)'),
  account: z
    .union([id, z.strictObject({ id, traits: z.looseObject({}).optional() })])
    .nullish()
    .describe("the person's company: its id in your system, or that with what is known of it"),
})

export interface OwnEventContext {
  /** Where the event stands in the body (`events[3]`). */
  readonly place: string
  readonly key: SendingKey
  readonly receivedAt: Time
  readonly lookups: Lookups
}

/**
 * Reads one event in Ripen's own form, with a full key. Stricter than the Segment protocol: a field that is not known
 * and a time that cannot be read are faults. Never throws.
 */
export function readOwnEvent(raw: unknown, context: OwnEventContext): Reading {
  const { key, lookups, place, receivedAt } = context
  if (key.kind !== 'full') return rejected('not_allowed', place, "Ripen's own kinds of event need a full key.")
  const checked = checkMessage(raw, place)
  if ('rejected' in checked) return checked
  const parsed = ownEvent.safeParse(checked.taken)
  if (!parsed.success) return rejectedBy(parsed.error, place)
  const message = parsed.data
  const content = readKind(message, context)
  if ('rejected' in content) return content
  const { events, opportunity, person } = content.taken
  const names = {
    userId: message.userId ?? null,
    email: message.email ?? textOf(person.email),
    phone: message.phone ?? textOf(person.phone),
    anonymousId: message.anonymousId ?? null,
  }
  const { identities, deal } = withSomebody(identitiesOf(names, lookups), opportunity)
  if (identities.length === 0) {
    const detail = 'An event needs a `userId`, an `email`, a `phone` or an `anonymousId` that can be used.'
    return rejected('no_identity', place, detail)
  }
  const email = identities.find((identity) => identity.kind === 'email')?.value
  const incoming: Incoming = {
    channel: 'server',
    source: key.id,
    messageKey: messageKey(key.id, message.messageId ?? null, checked.taken),
    ...readTimes({ timestamp: message.at }, receivedAt, key.historical),
    receivedAt,
    identities,
    previous: null,
    group: groupIn(message.account),
    domain: email === undefined ? null : lookups.corporateDomain(email),
    events,
    opportunity: deal,
  }
  return { taken: incoming }
}

interface Content {
  readonly events: readonly IncomingEvent[]
  readonly person: JsonObject
  readonly opportunity: IncomingOpportunity | null
}

function readKind(message: z.infer<typeof ownEvent>, context: OwnEventContext): Taken<Content> {
  const { lookups, place } = context
  const own = findOwnKind(message.kind)
  if (own === null) return rejectedKind(message.kind, within(place, 'kind'))
  const name = message.name?.trim() ?? ''
  if (own.needsName && name === '') {
    return rejected('missing_field', within(place, 'name'), `An event of the kind ${own.kind} needs a name.`)
  }
  const data = own.data.safeParse(message.data ?? {})
  if (!data.success) return rejectedBy(data.error, within(place, 'data'))
  const known = data.data as JsonObject
  if (own.kind === 'opportunity') {
    const deal = readOpportunity(known, { id: name, state: null, place: within(place, 'data') }, lookups)
    return 'rejected' in deal ? deal : { taken: { events: [], person: {}, opportunity: deal.taken } }
  }
  if (own.kind === 'traits') return { taken: traitsContent(known.set, lookups) }
  return { taken: { events: [eventOf(own.kind, name, known)], person: {}, opportunity: null } }
}

/** A page says by its address and referrer where the visit came from, as it does in the Segment protocol. */
function eventOf(kind: OwnKind, name: string, data: JsonObject): IncomingEvent {
  if (kind !== 'page') return { kind, name, data, stamp: {} }
  const view = pageData(data, {}, null)
  return { kind, name, data: view, stamp: touchOf(view, {}) }
}

function traitsContent(given: Json | undefined, lookups: Lookups): Content {
  const set = contactTraits(isObject(given) ? given : {})
  const event: IncomingEvent = { kind: 'traits', name: '', data: { set }, stamp: stampOfTraits(set, lookups) }
  return { events: [event], person: set, opportunity: null }
}

function rejectedKind(kind: string, place: string) {
  if ((eventKinds as readonly string[]).includes(kind)) {
    return rejected('not_allowed', place, `Events of the kind ${kind} are made by Ripen itself, not sent.`)
  }
  return rejected('unknown_type', place, `There is no kind "${kind.slice(0, 80)}", only ${ownKinds.join(', ')}.`)
}

function groupIn(account: z.infer<typeof ownEvent>['account']): Incoming['group'] {
  if (account === null || account === undefined) return null
  if (typeof account === 'string') return { id: account, traits: {} }
  return { id: account.id, traits: companyTraits((account.traits ?? {}) as JsonObject) }
}
