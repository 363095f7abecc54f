import type { Time } from '../domain/facts.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Person } from './people.ts'

/** One event as `POST /api/v1/events` takes it, with its time in milliseconds. */
export interface DemoEvent {
  readonly at: Time
  readonly kind: string
  readonly name?: string
  readonly data?: JsonObject
  readonly userId?: string
  readonly anonymousId?: string
  readonly account?: string | { readonly id: string; readonly traits: JsonObject }
  readonly messageId: string
}

/** What one person does, and what is done to it, as it comes to be known. */
export class Story {
  readonly person: Person
  readonly events: DemoEvent[] = []
  /** Deals of colleagues in which it has a role: they come into its history by the colleague's events. */
  readonly shared: DemoEvent[] = []
  /** When its company's mail gateway followed the link of a mail. */
  readonly machineClicks: Time[] = []
  /** When it first named itself; null while nobody knows who it is. */
  knownAt: Time | null = null
  /** When it gave more than an address. */
  leadAt: Time | null = null
  /** From here on Fernhill may write to it; null: it may not. */
  subscribedAt: Time | null = null
  /** A form whose mail bore a dead link brought it in, and no series of mails. */
  forgotten = false

  constructor(person: Person) {
    this.person = person
  }

  /** Something that it does in one of its browsers. */
  visits(at: Time, kind: 'page' | 'track', name: string, data: JsonObject, browser = 0): void {
    const { browsers, id } = this.person
    const anonymousId = browsers[browser] ?? browsers[0] ?? id
    const named = this.knownAt !== null && at >= this.knownAt && browser === 0 ? { userId: id } : {}
    this.#add({ at, kind, name, data, anonymousId, ...named })
  }

  /** Something that a server of Fernhill's tells of it. */
  happens(at: Time, kind: string, name: string, data: JsonObject = {}): void {
    this.#add({ at, kind, name, data, userId: this.person.id })
  }

  /** It says who it is: by an address alone, or by a form that asks for more. */
  namesItself(at: Time, gives: 'address' | 'more', browser = 0): void {
    const { account, browsers, country, email, firstName, id, lastName, title } = this.person
    const more = { firstName, lastName, title, country: country.key }
    const set = gives === 'address' ? { email } : { email, ...more }
    const anonymousId = browsers[browser] ?? id
    const place = account === null ? {} : { account: account.id }
    this.#add({ at, kind: 'traits', data: { set }, userId: id, anonymousId, ...place })
    if (this.knownAt === null || at < this.knownAt) this.knownAt = at
    if (gives === 'more' && (this.leadAt === null || at < this.leadAt)) this.leadAt = at
  }

  converts(at: Time, point: string, gave: readonly string[], path: string, offer: 'top' | 'middle' | 'bottom'): void {
    this.happens(at, 'conversion', point, { gave: [...gave], offer, path })
  }

  /** All of it in the order in which it happened, up to a moment. */
  upTo(until: Time): readonly DemoEvent[] {
    return this.events.filter(({ at }) => at < until).sort(byTime)
  }

  #add(event: Omit<DemoEvent, 'messageId'>): void {
    this.events.push({ ...event, messageId: `${this.person.id}.${String(this.events.length).padStart(4, '0')}` })
  }
}

export function byTime(a: DemoEvent, b: DemoEvent): number {
  return a.at - b.at || (a.messageId < b.messageId ? -1 : 1)
}
