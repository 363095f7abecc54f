import { DAY, MINUTE } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'

/** A message as a client sends it, with what a test wants to know of it. */
export interface WireMessage {
  readonly path: '/v1/batch' | '/api/v1/events'
  readonly messageId: string
  readonly body: Readonly<Record<string, unknown>>
  /** It tells of something that happened long before it was sent. */
  readonly late: boolean
  /** Its event goes into the history of more than one contact. */
  readonly shared: boolean
}

export interface WireLoadOptions {
  /** Begins every message id, so that several loads do not meet. */
  readonly prefix: string
  readonly people: number
  /** Number of the first person (default: 0). */
  readonly from?: number
  /** Share of messages that come late (default: 0). */
  readonly late?: number
  /** How far back late messages reach (default: five days). */
  readonly reach?: number
}

type Random = () => number
type Body = Readonly<Record<string, unknown>>

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T

const COMPANIES = 9
const companyOf = (person: number) => person % COMPANIES

export const userOf = (person: number) => `user-${person}`
const emailOf = (person: number) => `person${person}@company${companyOf(person)}.example`

/** What people at a few companies do, message by message, as servers send it: Segment calls and events of our own kinds. */
export function createWireLoad(random: Random, options: WireLoadOptions): (now: Time) => WireMessage {
  const { prefix, people, from = 0, late = 0, reach = 5 * DAY } = options
  let count = 0
  return (now) => {
    count += 1
    const messageId = `${prefix}-${count}`
    const person = from + Math.floor(random() * people)
    const isLate = random() < late
    const at = isLate ? now - MINUTE - Math.floor(random() * (reach - MINUTE)) : now - Math.floor(random() * 2000)
    const time = new Date(at).toISOString()
    const kind = random()
    if (kind < 0.06) {
      const own = { ...ownEvent(random, person), userId: userOf(person), messageId, at: time }
      return { path: '/api/v1/events', messageId, body: own, late: isLate, shared: own.kind === 'opportunity' }
    }
    const said = segmentCall(random, person)
    const shared = typeof said['event'] === 'string' && said['event'].startsWith('Opportunity')
    return { path: '/v1/batch', messageId, body: { ...said, messageId, timestamp: time }, late: isLate, shared }
  }
}

function segmentCall(random: Random, person: number): Body {
  const user = { userId: userOf(person) }
  const visitor = { anonymousId: `visitor-${person}` }
  const kind = random()
  if (kind < 0.1)
    return { type: 'identify', ...user, ...(random() < 0.5 ? visitor : {}), traits: traits(random, person) }
  if (kind < 0.14)
    return { type: 'group', ...user, groupId: `group-${companyOf(person)}`, traits: company(random, person) }
  if (kind < 0.15) return { type: 'alias', ...user, previousId: visitor.anonymousId }
  if (kind < 0.19) return { type: 'track', ...user, ...deal(random, person) }
  const who = random() < 0.25 ? visitor : user
  return { ...who, ...visit(random) }
}

function traits(random: Random, person: number): Body {
  const title = pick(random, ['Head of Data', 'Analyst', 'VP Sales', 'Student', 'Chief of Staff'])
  return { email: emailOf(person), firstName: 'Person', lastName: String(person), title }
}

function company(random: Random, person: number): Body {
  const number = companyOf(person)
  const site = random() < 0.3 ? { website: `https://company${number}.example` } : {}
  return { name: `Company ${number}`, employees: pick(random, [5, 40, 60, 900]), ...site }
}

function deal(random: Random, person: number): Body {
  const event = pick(random, ['Created', 'Changed', 'Changed', 'Won', 'Lost'])
  const others = random() < 0.3 ? [{ email: emailOf(person + COMPANIES), role: 'champion' }] : []
  const properties = {
    opportunityId: `deal-${person}-${Math.floor(random() * 2)}`,
    kind: pick(random, ['new', 'new', 'renewal']),
    amount: '1000.00',
    currency: 'EUR',
    role: 'buyer',
    people: others,
  }
  return { event: `Opportunity ${event}`, properties }
}

const names = [
  'Content Downloaded',
  'Webinar Attended',
  'Video Watched',
  'Email Clicked',
  'Review Left',
  'Meeting Held',
]

function visit(random: Random): Body {
  const kind = random()
  const source = pick(random, ['google', 'newsletter', 'partner'])
  const context = random() < 0.3 ? { context: { campaign: { source, medium: 'cpc', name: 'spring' } } } : {}
  if (kind < 0.5) {
    const path = pick(random, ['/', '/pricing', '/blog', '/demo'])
    return { type: 'page', name: 'Page', properties: { path, url: `https://site.example${path}` }, ...context }
  }
  if (kind < 0.62) {
    const formId = pick(random, ['newsletter', 'demo', 'ebook'])
    return { type: 'track', event: 'Form Submitted', properties: { formId, fields: ['email', 'name'] }, ...context }
  }
  if (kind < 0.68) return { type: 'track', event: random() < 0.8 ? 'Subscribed' : 'Unsubscribed', properties: {} }
  return { type: 'track', event: pick(random, names), properties: { value: 1 }, ...context }
}

function ownEvent(random: Random, person: number) {
  const kind = random()
  if (kind < 0.35) {
    return { kind: 'handoff', name: 'new_business', data: { state: pick(random, ['started', 'accepted', 'rejected']) } }
  }
  if (kind < 0.6) return { kind: 'conversion', name: 'contact-sales', data: { offer: 'bottom', gave: ['email'] } }
  if (kind < 0.8) {
    const state = pick(random, ['open', 'won', 'lost'])
    return { kind: 'opportunity', name: `deal-${person}-0`, data: { state, kind: 'new', amount: '500' } }
  }
  return { kind: 'subscription', name: 'newsletter', data: { on: random() < 0.8 } }
}

export interface Sent {
  readonly status: number
  readonly accepted: number
}

/** Sends messages of one path in one request. @throws where there is no answer. */
export async function sendWire(url: string, key: string, messages: readonly WireMessage[]): Promise<Sent> {
  const path = messages[0]?.path ?? '/v1/batch'
  const list = messages.map(({ body }) => body)
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(path === '/v1/batch' ? { batch: list } : { events: list }),
    signal: AbortSignal.timeout(60_000),
  })
  const answer = (await response.json()) as { accepted?: number }
  return { status: response.status, accepted: answer.accepted ?? 0 }
}

/** Messages apart by the path that they go to; none where there are none. */
export function byPath(messages: readonly WireMessage[]): readonly (readonly WireMessage[])[] {
  return [
    messages.filter(({ path }) => path === '/v1/batch'),
    messages.filter(({ path }) => path !== '/v1/batch'),
  ].filter(({ length }) => length > 0)
}
