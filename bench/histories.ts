import type { Reads } from '../server/src/domain/columnar/reads.ts'
import { DealNames } from '../server/src/domain/columnar/reduce-event.ts'
import { lineText, type Snapshot, SnapshotBuilder } from '../server/src/domain/columnar/snapshot.ts'
import { DAY, HOUR, MINUTE } from '../server/src/domain/duration.ts'
import { NAMED_BY } from '../server/src/domain/facts.ts'
import type { JsonObject } from '../server/src/domain/json.ts'
import type { EventKind } from '../server/src/domain/vocabulary.ts'
import { seeded } from '../server/src/testing/seeded.ts'

/** Where the histories begin; they span two years. */
export const BEGIN = Date.UTC(2024, 0, 1)
export const END = BEGIN + 2 * 365 * DAY

export interface HistoryPlan {
  readonly contacts: number
  /** Events of a contact on average. */
  readonly perContact: number
  readonly seed: number
}

/** What became of one event, as SQL would have it. */
export type Told = (contact: number, at: number, kind: string, name: string, path: string) => void

interface Happening {
  readonly kind: EventKind
  readonly name?: string
  readonly data?: JsonObject
  readonly stamp?: JsonObject
  readonly names?: number
}

const PATHS = [
  ...['/', '/pricing', '/pricing', '/features', '/customers', '/about', '/contact', '/pricing/enterprise'],
  ...Array.from({ length: 24 }, (_, index) => `/blog/post-${index}`),
]
const TITLES = [
  ...['Head of Data', 'VP Marketing', 'Chief Financial Officer', 'Chief of Staff', 'Student', 'Head of Sales'],
  ...Array.from({ length: 34 }, (_, index) => `Specialist ${index}`),
]
const ACCOUNTS = 20_000
const REASONS = ['price', 'competitor', 'no decision', 'timing']

/**
 * Histories as a marketing team's database holds them: mostly pages, then e-mails, content, forms, traits, accounts, and for a few deals and what
 * sales did. One in five contacts never says who it is. The same plan gives the same histories.
 */
export function makeHistories(reads: Reads, { contacts, perContact, seed }: HistoryPlan, told?: Told): Snapshot {
  const builder = new SnapshotBuilder(reads)
  const person = new Person(builder, seeded(seed), perContact)
  for (let contact = 0; contact < contacts; contact++) person.live(contact, told)
  return builder.finish()
}

class Person {
  readonly #builder: SnapshotBuilder
  readonly #random: () => number
  readonly #perContact: number
  /** Codes of what happens again and again, by a short name. */
  readonly #codes = new Map<string, number>()
  #deals = new DealNames()
  #contact = 0
  #at = 0
  #told: Told | undefined

  constructor(builder: SnapshotBuilder, random: () => number, perContact: number) {
    this.#builder = builder
    this.#random = random
    this.#perContact = perContact
  }

  live(contact: number, told: Told | undefined): void {
    this.#contact = contact
    this.#told = told
    this.#deals = new DealNames()
    this.#at = BEGIN + Math.floor(this.#random() * 600 * DAY)
    // Few do much, most do little.
    const events = 1 + Math.floor(-Math.log(1 - this.#random()) * (this.#perContact - 1) * 0.87)
    const known = this.#random() < 0.8
    const interest = this.#random() ** 3
    for (let nth = 0; nth < events; nth++) {
      if (known && nth === Math.min(2, events - 1)) this.#introduce()
      else this.#act(known && nth > 2, interest)
      this.#at = Math.min(END, this.#at + this.#gap())
    }
    this.#builder.next(idOf(contact))
  }

  #gap(): number {
    const chance = this.#random()
    if (chance < 0.5) return Math.floor(this.#random() * 20 * MINUTE)
    return Math.floor(this.#random() * (chance < 0.8 ? 3 * DAY : 40 * DAY))
  }

  /** Says who it is: by a form, with an address and for most a company. */
  #introduce(): void {
    const random = this.#random
    const names = NAMED_BY.email
    if (random() < 0.4)
      this.#happen('newsletter', { kind: 'subscription', name: 'newsletter', data: { on: true }, names })
    else {
      const point = random() < 0.12 ? 'demo' : 'guide'
      const gave = point === 'demo' || random() < 0.6 ? ['email', 'name'] : ['email']
      this.#happen(`${point} ${gave.length}`, { kind: 'conversion', name: point, data: { gave }, names })
    }
    const title = TITLES[Math.floor(random() * TITLES.length)] ?? ''
    const email_kind = random() < 0.25 ? 'free' : 'corporate'
    this.#happen(`${title} ${email_kind}`, { kind: 'traits', data: { set: { title } }, stamp: { email_kind }, names })
    if (email_kind === 'corporate') this.#join(Math.floor(random() * ACCOUNTS))
  }

  #join(account: number): void {
    const id = idOf(ACCOUNTS * 1000 + account)
    this.#happen(`account ${account}`, { kind: 'membership', data: { account: id } })
    const values = { employees: 5 + ((account * 37) % 900), domain: `company-${account}.example` }
    this.#add(
      '',
      '',
      this.#code(`line ${account}`, () => this.#builder.codeOf(lineText(id, values))),
    )
  }

  #act(known: boolean, interest: number): void {
    const random = this.#random
    const chance = random() * (known ? 1 : 0.62)
    if (chance < 0.62) {
      const path = PATHS[Math.floor(random() * (interest > 0.5 ? 8 : PATHS.length))] ?? '/'
      this.#happen(`page ${path}`, { kind: 'page', name: 'Page', data: { path } }, path)
    } else if (chance < 0.84) this.#mail()
    else if (chance < 0.93) this.#content()
    else if (chance < 0.96)
      this.#happen('guide 2', {
        kind: 'conversion',
        name: 'guide',
        data: { gave: ['email', 'name'] },
        names: NAMED_BY.email,
      })
    else if (chance < 0.985 || interest < 0.3) this.#happen('seen', { kind: 'track', name: 'Video Watched' })
    else this.#sell()
  }

  #mail(): void {
    const chance = this.#random()
    if (chance < 0.7) this.#happen('opened', { kind: 'communication', name: 'Email Opened' })
    else if (chance < 0.9) this.#happen('clicked', { kind: 'communication', name: 'Email Clicked' })
    else this.#happen('scanned', { kind: 'communication', name: 'Email Clicked', stamp: { human: false } })
  }

  #content(): void {
    if (this.#random() < 0.75) this.#happen('content', { kind: 'track', name: 'Content Downloaded' })
    else this.#happen('webinar', { kind: 'track', name: 'Webinar Attended' })
  }

  /** What sales does with somebody who is interested, up to the end of the deal. */
  #sell(): void {
    const random = this.#random
    const then = (gap: number) => {
      this.#at = Math.min(END, this.#at + Math.floor(random() * gap))
    }
    this.#happen('demo 2', {
      kind: 'conversion',
      name: 'demo',
      data: { gave: ['email', 'name'] },
      names: NAMED_BY.email,
    })
    then(4 * HOUR)
    this.#happen('started', { kind: 'handoff', name: 'new_business', data: { state: 'started', track: 'main' } })
    if (random() < 0.4) return
    then(3 * DAY)
    this.#happen('sal', { kind: 'ruling', name: 'sal', data: { track: 'main', from: 'mql', force: false } })
    this.#happen('accepted', { kind: 'handoff', name: 'new_business', data: { state: 'accepted', track: 'main' } })
    if (random() < 0.5) return
    then(20 * DAY)
    this.#happen('met', { kind: 'track', name: 'Meeting Held' })
    then(20 * DAY)
    const deal = `deal ${this.#contact}`
    this.#happen('open', { kind: 'opportunity', name: deal, data: { kind: 'new', state: 'open' } })
    then(90 * DAY)
    const reason = REASONS[Math.floor(random() * REASONS.length)] ?? 'price'
    if (random() < 0.3) this.#happen('won', { kind: 'opportunity', name: deal, data: { state: 'won' } })
    else this.#happen(`lost ${reason}`, { kind: 'opportunity', name: deal, data: { state: 'lost', reason } })
  }

  #happen(short: string, { kind, name = '', data = {}, stamp = {}, names = 0 }: Happening, path = ''): void {
    const code = this.#code(short, () =>
      this.#builder.codeOfEvent({ kind, name, data, stamp, names, channel: 'server' }, this.#deals),
    )
    this.#add(kind, name, code, path)
  }

  #code(short: string, make: () => number): number {
    const known = this.#codes.get(short)
    if (known !== undefined) return known
    const code = make()
    this.#codes.set(short, code)
    return code
  }

  #add(kind: string, name: string, code: number, path = ''): void {
    this.#builder.add(this.#at, code)
    if (kind !== '') this.#told?.(this.#contact, this.#at, kind, name, path)
  }
}

/** A number as an id; greater numbers have greater ids. */
function idOf(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}
