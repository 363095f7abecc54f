import type { Identity } from '../domain/incoming.ts'

/** Most identities remembered by a process. */
const MOST = 200_000

/**
 * To which rows user ids, addresses and phone numbers belong, as this process has seen it. They never move once claimed, so what is remembered
 * stays true. Anonymous ids do move, and what only an import gave can be taken back: those are looked up each time.
 */
export class KnownIdentities {
  /** The import whose process this is: what only this one gave can be remembered too. Null: it takes messages. */
  readonly import: string | null
  #young = new Map<string, string>()
  #old = new Map<string, string>()

  constructor(ofImport: string | null = null) {
    this.import = ofImport
  }

  find({ kind, value }: Identity): string | undefined {
    if (kind === 'anonymous') return undefined
    const key = `${kind} ${value}`
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.#keep(key, old)
    return old
  }

  remember({ kind, value }: Identity, row: string): void {
    if (kind !== 'anonymous') this.#keep(`${kind} ${value}`, row)
  }

  /** Two generations: what was not asked for while the young one filled up goes with the old one. */
  #keep(key: string, row: string): void {
    this.#young.set(key, row)
    if (this.#young.size < MOST / 2) return
    this.#old = this.#young
    this.#young = new Map()
  }
}
