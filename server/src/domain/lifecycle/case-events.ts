import { type Event, NAMED_BY, type Time } from '../facts.ts'
import type { Json, JsonObject } from '../json.ts'
import type { EventKind } from '../vocabulary.ts'
import { type CaseEvent, formOf } from './case-schema.ts'

/** An event of a case before it is put into a history. */
export type Written = Pick<Event, 'kind' | 'name' | 'data' | 'channel' | 'names' | 'stamp'>

/** What an event of a case is in the engine's terms; null for one that is not an event of the contact (account values, an undoing). */
export function writtenEvent(given: CaseEvent): Written | null {
  const form = formOf(given)
  if (form === null || form === 'account' || form === 'undone') return null
  const own = eventOf(given)
  const stamp = { ...own.stamp, ...given.stamp, ...(given.machine === true ? { human: false } : {}) } as JsonObject
  const fields = [own.data['gave'] ?? [], Object.keys((own.data['set'] ?? {}) as JsonObject)].flat() as string[]
  const names =
    (fields.includes('email') ? NAMED_BY.email : 0) |
    (fields.includes('phone') ? NAMED_BY.phone : 0) |
    (given.identified === undefined ? 0 : NAMED_BY[given.identified])
  return {
    kind: own.kind,
    name: own.name ?? '',
    channel: own.channel ?? 'server',
    data: { ...own.data, ...given.with } as JsonObject,
    names,
    stamp,
  }
}

interface Own {
  readonly kind: EventKind
  readonly name?: string
  readonly data: JsonObject
  readonly channel?: Event['channel']
  readonly stamp?: JsonObject
}

function eventOf(given: CaseEvent): Own {
  if ('did' in given) return { kind: 'track', name: given.did, data: {} }
  if ('page' in given) return { kind: 'page', data: { path: given.page }, channel: 'browser' }
  if ('screen' in given) return { kind: 'screen', name: given.screen, data: {}, channel: 'browser' }
  if ('traits' in given) return { kind: 'traits', data: { set: given.traits as JsonObject } }
  if ('imported' in given) return { kind: 'traits', data: { set: given.imported as JsonObject }, channel: 'import' }
  if ('left' in given) return { kind: 'membership', data: { account: null } }
  if ('converted' in given)
    return { kind: 'conversion', name: given.converted, data: present({ gave: given.gave, offer: given.offer }) }
  if ('subscribed' in given) return { kind: 'subscription', name: given.subscribed, data: { on: true } }
  if ('unsubscribed' in given) return { kind: 'subscription', name: given.unsubscribed, data: { on: false } }
  if ('communicated' in given) return { kind: 'communication', name: given.communicated, data: {} }
  return trustedEventOf(given)
}

function trustedEventOf(given: CaseEvent): Own {
  if ('opportunity' in given) {
    const { opportunity, state, kind, amount, reason } = given
    return { kind: 'opportunity', name: opportunity, data: present({ state, kind, amount, reason }) }
  }
  if ('answered' in given) return { kind: 'answer', name: given.answered, data: { values: given.values as JsonObject } }
  if ('handoff' in given)
    return { kind: 'handoff', name: given.handoff, data: present({ state: given.state, track: given.track }) }
  if ('moved' in given) {
    const { moved, saw, reason, force, by, track } = given
    const data = present({ from: saw, reason, force, track, by: { user: by ?? 'somebody' } })
    return { kind: 'ruling', name: moved, data, channel: 'app' }
  }
  if ('asserted' in given) {
    const { asserted, by = 'crm', undated, track } = given
    return { kind: 'asserted', name: asserted, data: present({ by, undated, track }) }
  }
  // Says nothing but who it is.
  return { kind: 'traits', data: { set: {} } }
}

function present(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as JsonObject
}

/** An event of a case put at its place in the history. */
export function placedEvent(written: Written, contact: string, at: Time, seq: number): Event {
  const id = `e${String(seq).padStart(6, '0')}`
  return { is: 'event', ...written, contact, id, at, seq, receivedAt: at, cameBy: null }
}
