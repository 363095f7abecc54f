import type { Identity } from '../domain/incoming.ts'

/** Most identities of a kind that a process remembers. */
const MOST = 200_000

/**
 * To which rows user ids, addresses and phone numbers belong, as this process has seen it. They move by the hand of a person alone, and then
 * all is forgotten. Anonymous ids do move, and what only an import gave can be taken back: those are looked up each time.
 */
export class KnownIdentities {
  /** The import whose process this is: what only this one gave can be remembered too. Null: it takes messages. */
  readonly import: string | null
  readonly #kinds = new Map<string, Generations>()

  constructor(ofImport: string | null = null) {
    this.import = ofImport
  }

  find({ kind, value }: Identity): string | undefined {
    return kind === 'anonymous' ? undefined : this.#kinds.get(kind)?.find(value)
  }

  /** Forgets all: somebody moved identities by hand. */
  forget(): void {
    this.#kinds.clear()
  }

  remember({ kind, value }: Identity, row: string): void {
    if (kind === 'anonymous') return
    const known = this.#kinds.get(kind) ?? new Generations()
    this.#kinds.set(kind, known)
    known.keep(value, row)
  }
}

/** Two generations: what was not asked for while the young one filled up goes with the old one. */
class Generations {
  #young = new Map<string, string>()
  #old = new Map<string, string>()

  find(value: string): string | undefined {
    const young = this.#young.get(value)
    if (young !== undefined) return young
    const old = this.#old.get(value)
    if (old !== undefined) this.keep(value, old)
    return old
  }

  keep(value: string, row: string): void {
    this.#young.set(value, row)
    if (this.#young.size < MOST / 2) return
    this.#old = this.#young
    this.#young = new Map()
  }
}
