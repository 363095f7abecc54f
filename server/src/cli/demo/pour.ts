import { setTimeout as sleep } from 'node:timers/promises'
import type { ContactPage } from '../../contract/contacts.ts'
import type { EventsTaken } from '../../contract/events.ts'
import { demoLifecycle } from '../../demo/lifecycle.ts'
import { type DemoOptions, type DemoRuling, simulate } from '../../demo/simulate.ts'
import { AppError } from '../../domain/app-error.ts'
import { type AskRipen, NotTaken } from './ripen-api.ts'
import { gatewayClick, ownEvent } from './wire.ts'

export interface PourOptions extends DemoOptions {
  /** Also where there are contacts already; its lifecycle then stays as it is. */
  readonly force: boolean
  onProgress(people: number): void
}

export interface Poured {
  readonly people: number
  readonly events: number
  /** Messages that Ripen did not take; none on a fresh one. */
  readonly rejected: number
  readonly rulings: number
}

/** Ripen has contacts, and nobody said that the demo may come on top. */
export class HasContacts extends AppError {
  override name = 'HasContacts'
  constructor() {
    super(
      'has_contacts',
      'There are contacts in this Ripen already. The demo is for an empty one: name a new folder in RIPEN_DATA_DIR. ' +
        'With --force it comes on top of what is there, under the lifecycle in force.',
    )
  }
}

/** Bytes of one request; Ripen takes 500 KB. */
const MOST_BYTES = 400_000
/** Requests under way at once. */
const AT_ONCE = 3

/**
 * Sends the simulated year to a running Ripen as a company's systems would.
 *
 * @throws {HasContacts} unless forced
 */
export async function pourDemo(ask: AskRipen, options: PourOptions): Promise<Poured> {
  const { body: present } = await ask<ContactPage>('GET', '/api/v1/contacts?limit=1')
  const isEmpty = present.items.length === 0
  if (!isEmpty && !options.force) throw new HasContacts()
  if (isEmpty) await publish(ask)
  const post = new Post(ask, options.onProgress)
  let wave = 'companies'
  let rulings = 0
  for (const delivery of simulate(options)) {
    if (delivery.wave !== wave) {
      await post.flush()
      // Companies come first, and are settled before their people are judged by them.
      if (wave === 'companies') await untilAccountsAreFolded(ask)
      wave = delivery.wave
    }
    if (delivery.wave === 'today') for (const ruling of delivery.rulings) rulings += await rule(ask, ruling)
    else await post.add(delivery.events.map(ownEvent), delivery.people)
    if (delivery.wave === 'late') await post.addClicks(delivery.machines.map(gatewayClick))
  }
  await post.flush()
  return { people: options.people, events: post.events, rejected: post.rejected, rulings }
}

async function publish(ask: AskRipen): Promise<void> {
  const head = await ask<{ version: number }>('GET', '/api/v1/lifecycle')
  const answer = await ask(
    'PUT',
    '/api/v1/lifecycle',
    { document: demoLifecycle, message: 'The demo: Fernhill' },
    {
      'if-match': head.headers.get('etag') ?? '',
    },
  )
  if (answer.status !== 200) throw new NotTaken('the lifecycle of the demo', answer)
}

async function untilAccountsAreFolded(ask: AskRipen): Promise<void> {
  for (let look = 0; look < 2400; look++) {
    const { body } = await ask<string>('GET', '/metrics')
    if (/^ripen_account_lag_seconds 0$/m.test(body)) return
    await sleep(50)
  }
  throw new AppError('slow', 'Ripen did not fold the accounts within two minutes. Look into its log.')
}

/** Somebody decides today; who has moved on meanwhile is left alone. @returns 1 where it was followed */
async function rule(ask: AskRipen, { email, to, reason }: DemoRuling): Promise<number> {
  const { body } = await ask<ContactPage>('GET', `/api/v1/contacts?email=${encodeURIComponent(email)}`)
  const [contact] = body.items
  if (contact === undefined) return 0
  const from = contact.stage
  const { status } = await ask('POST', `/api/v1/contacts/${contact.id}/rulings`, { to, from, reason })
  return status === 200 ? 1 : 0
}

/** Gathers messages to requests of a good size; what is added together goes together. */
class Post {
  events = 0
  rejected = 0
  readonly #ask: AskRipen
  readonly #onProgress: (people: number) => void
  readonly #underWay = new Set<Promise<void>>()
  #waiting: object[] = []
  #clicks: object[] = []
  #bytes = 0
  #people = 0
  #failed: unknown = null

  constructor(ask: AskRipen, onProgress: (people: number) => void) {
    this.#ask = ask
    this.#onProgress = onProgress
  }

  async add(events: readonly object[], people: number): Promise<void> {
    const sizes = events.map((event) => JSON.stringify(event).length * 1.02 + 1)
    if (this.#bytes + sizes.reduce((sum, size) => sum + size, 0) > MOST_BYTES) await this.#send()
    for (const [index, event] of events.entries()) {
      // Only a company with more events than a request may hold is taken apart.
      const size = sizes[index] ?? 0
      if (this.#bytes + size > MOST_BYTES) await this.#send()
      this.#waiting.push(event)
      this.#bytes += size
    }
    this.#people += people
    if (this.#bytes > MOST_BYTES / 2) await this.#send()
  }

  async addClicks(clicks: readonly object[]): Promise<void> {
    this.#clicks.push(...clicks)
    if (this.#clicks.length > 500) await this.#sendClicks()
  }

  async flush(): Promise<void> {
    await this.#send()
    await this.#sendClicks()
    await Promise.all(this.#underWay)
    if (this.#failed !== null) throw this.#failed
  }

  async #send(): Promise<void> {
    const events = this.#waiting
    const people = this.#people
    this.#waiting = []
    this.#bytes = 0
    this.#people = 0
    if (events.length === 0) return
    await this.#start(async () => {
      const answer = await this.#ask<EventsTaken>('POST', '/api/v1/events', { events })
      if (answer.status !== 200) throw new NotTaken('events of the demo', answer)
      this.events += answer.body.accepted
      this.rejected += answer.body.rejected.length
      this.#onProgress(people)
    })
  }

  async #sendClicks(): Promise<void> {
    const batch = this.#clicks
    this.#clicks = []
    if (batch.length === 0) return
    await this.#start(async () => {
      const answer = await this.#ask<{ accepted: number; rejected: number }>('POST', '/v1/batch', { batch })
      if (answer.status !== 200) throw new NotTaken('clicks of the demo', answer)
      this.events += answer.body.accepted
      this.rejected += answer.body.rejected
    })
  }

  async #start(work: () => Promise<void>): Promise<void> {
    if (this.#failed !== null) throw this.#failed
    const running: Promise<void> = work()
      .catch((error: unknown) => {
        this.#failed ??= error
      })
      .finally(() => this.#underWay.delete(running))
    this.#underWay.add(running)
    if (this.#underWay.size >= AT_ONCE) await Promise.race(this.#underWay)
  }
}
