import type { StageKey, Time } from '../facts.ts'

/** Somebody whose later stages are looked up in the ledger. */
export interface Followed {
  readonly id: string
  /** What came before this does not follow from the entry that is compared. */
  readonly from: Time
}

/** An entry as the ledger has it. */
export interface LedgerEntry {
  readonly contact: string
  readonly stage: StageKey
  readonly at: Time
}

/** When people reached each later stage, or one beyond it, as recorded. */
export class LaterStages {
  readonly #people: readonly Followed[]
  readonly #stages: readonly StageKey[]
  readonly #reached: Float64Array
  #next = 0

  /**
   * @param people in ascending order of their ids
   * @param stages the later stages in their order
   */
  constructor(people: readonly Followed[], stages: readonly StageKey[]) {
    this.#people = people
    this.#stages = stages
    this.#reached = new Float64Array(people.length * stages.length).fill(Number.POSITIVE_INFINITY)
  }

  /** The next entry; entries come in ascending order of their contacts. */
  add({ contact, stage, at }: LedgerEntry): void {
    while (this.#next < this.#people.length && (this.#people[this.#next]?.id ?? '') < contact) this.#next += 1
    const person = this.#people[this.#next]
    if (person === undefined || person.id !== contact || at < person.from) return
    for (let index = this.#stages.indexOf(stage); index >= 0; index--) {
      const cell = this.#next * this.#stages.length + index
      this.#reached[cell] = Math.min(this.#reached[cell] ?? 0, at)
    }
  }

  /** When a person reached a later stage; null where it did not. */
  reachedAt(person: number, stage: number): Time | null {
    const at = this.#reached[person * this.#stages.length + stage] ?? Number.POSITIVE_INFINITY
    return at === Number.POSITIVE_INFINITY ? null : at
  }
}
