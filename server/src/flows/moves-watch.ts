import type { Time } from '../domain/facts.ts'
import { lastMove } from '../features/identities/move-identities.ts'
import type { KnownIdentities } from './known-identities.ts'
import type { Ripen } from './ripen.ts'

/** How long a process may still write to the contact from which an identity was taken. */
const LOOK_EVERY = 1000

/** Looks, once a second at most, whether somebody moved identities by hand, and has them forgotten then. */
export class MovesWatch {
  readonly #ripen: Ripen
  readonly #known: KnownIdentities
  #lookedAt: Time | null = null
  #last = 0

  constructor(ripen: Ripen, known: KnownIdentities) {
    this.#ripen = ripen
    this.#known = known
  }

  async look(): Promise<void> {
    const now = this.#ripen.now()
    if (this.#lookedAt !== null && Math.abs(now - this.#lookedAt) < LOOK_EVERY) return
    const first = this.#lookedAt === null
    this.#lookedAt = now
    const last = await lastMove(this.#ripen.db.pool)
    if (last !== this.#last && !first) this.#known.forget()
    this.#last = last
  }
}
