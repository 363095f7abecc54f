import { NO_STAGE } from '../../contract/contacts.ts'
import type { Time } from '../../domain/facts.ts'
import type { Look } from './search-sql.ts'

/** Contacts that are looked at first: most words that many have are found among these. */
export const FIRST_LOOK = 150

export interface Place {
  readonly id: string
  /** Null behind those who stand in a stage. */
  readonly since: Time | null
}

/** Before all who stand in no stage. */
const BEFORE_UNPLACED: Place = { id: 'ffffffff-ffff-ffff-ffff-ffffffffffff', since: null }

export interface Part {
  readonly places: readonly Place[]
  /** Where it stopped before it had looked at everybody; null where it had. */
  readonly stopped: Place | null
  readonly count: number
  readonly exact: boolean
}

export interface Looked {
  readonly seen: number
  /** How many of them have each part of the text. */
  readonly hits: readonly number[]
  readonly fitting: readonly Place[]
  readonly last: Place | null
}

interface WalkOptions extends Pick<Look, 'rank' | 'text' | 'track' | 'stage' | 'tracks' | 'after'> {
  /** How many are wanted. */
  readonly count: number
  look(look: Look): Promise<Looked>
  /** About how many contacts the list has. */
  size(): Promise<number>
}

/** People in the order of the list, each asked: first those in a stage, then the others. */
export class Walk {
  readonly #options: WalkOptions
  readonly #places: Place[] = []
  readonly #hits: number[]
  #seen = 0
  #last: Place | null
  /** Who is looked at; null when everybody was. */
  #part: 'placed' | 'unplaced' | null

  constructor(options: WalkOptions) {
    const { after, stage, text } = options
    this.#options = options
    this.#hits = text.parts.map(() => 0)
    this.#last = after
    this.#part = stage === NO_STAGE || (after !== null && after.since === null) ? 'unplaced' : 'placed'
  }

  get found(): number {
    return this.#places.length
  }

  /** Whether enough were found, or everybody was looked at. */
  get isOver(): boolean {
    return this.#part === null || this.found >= this.#options.count
  }

  /** The part of the text that the fewest have. */
  get rarest(): string {
    return this.#options.text.parts[this.#hits.indexOf(Math.min(...this.#hits))] ?? ''
  }

  /** Looks at the next ones, until so many were looked at in all. */
  async on(most: number): Promise<void> {
    const { look, rank, text, track, stage, tracks } = this.#options
    while (this.#part !== null && !this.isOver) {
      const limit = Math.min(most - this.#seen, this.#nextLook())
      if (limit <= 0) return
      const looked = await look({ rank, text, track, stage, tracks, part: this.#part, after: this.#last, limit })
      this.#seen += looked.seen
      this.#places.push(...looked.fitting)
      for (const [index, hit] of looked.hits.entries()) this.#hits[index] = (this.#hits[index] ?? 0) + hit
      this.#last = looked.last ?? this.#last
      if (looked.seen < limit) this.#nextPart(this.#part)
    }
  }

  /** What was found so far. */
  async part(): Promise<Part> {
    const { after, count } = this.#options
    const exact = this.#part === null && after === null
    return {
      places: this.#places.slice(0, count),
      stopped: this.isOver ? null : this.#last,
      count: exact ? this.found : Math.max(this.found, await this.guess()),
      exact,
    }
  }

  /** About how many there are in all, if they are as many among the others. */
  async guess(): Promise<number> {
    return this.found === 0 ? 0 : Math.round((this.found / this.#seen) * (await this.#options.size()))
  }

  /** How many are looked at next: as many as are likely to fill the page. */
  #nextLook(): number {
    if (this.#seen === 0) return FIRST_LOOK
    return Math.ceil((1.5 * (this.#options.count - this.found) * this.#seen) / Math.max(this.found, 1)) + 10
  }

  #nextPart(part: 'placed' | 'unplaced'): void {
    const hasOthers = part === 'placed' && this.#options.stage === undefined
    this.#part = hasOthers ? 'unplaced' : null
    this.#last = hasOthers ? BEFORE_UNPLACED : null
  }
}
