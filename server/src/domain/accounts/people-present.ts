import type { Place, Time } from '../facts.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Mark, PeopleLeaf } from './people-leaf.ts'
import { answersOver } from './people-truth.ts'

/** One question, as it stands at present. */
class PresentAnswer {
  readonly leaf: PeopleLeaf
  #marks: Mark[] = []
  #dirty = false
  holders: readonly string[] | null = null
  turnsAt: Time | null = null

  constructor(leaf: PeopleLeaf) {
    this.leaf = leaf
  }

  opens(mark: Mark): void {
    if (mark.key !== this.leaf.key && mark.key !== this.leaf.anchorKey) return
    this.#marks.push(mark)
    // Another mark takes away nothing from an answer that holds, but where all is counted anew from it on.
    if (this.holders === null || this.leaf.anchorKey !== null) this.#dirty = true
  }

  closes(mark: Mark, until: Place): void {
    const index = this.#marks.lastIndexOf(mark)
    if (index < 0) return
    this.#marks[index] = { ...mark, until }
    this.#dirty = true
  }

  /** @returns whether the answer is another at this moment. */
  settle(now: Time): boolean {
    if (!this.#dirty && (this.turnsAt === null || this.turnsAt > now)) return false
    this.#dirty = false
    this.#forget(now)
    const { changes, turnsAt } = answersOver(this.leaf, this.#marks, now + 1)
    const holders = changes.at(-1)?.holders ?? null
    this.turnsAt = turnsAt
    if ((holders === null) === (this.holders === null)) return false
    this.holders = holders
    return true
  }

  /** What is over needs no more to be counted. */
  #forget(now: Time): void {
    const { within, anchorKey } = this.leaf
    if (anchorKey === null)
      this.#marks = this.#marks.filter(
        ({ at, until }) => (until === null || until.at > now) && (within === null || at + within > now),
      )
    else {
      const newest = this.#marks.reduce((last, mark) => (mark.key === anchorKey ? Math.max(last, mark.at) : last), 0)
      this.#marks = this.#marks.filter(({ at }) => at >= newest)
    }
  }
}

/** The answers of one account's people where everything is told in the order in which it happened. */
export class PresentAnswers {
  readonly #answers: readonly PresentAnswer[]

  constructor(leaves: readonly PeopleLeaf[]) {
    this.#answers = leaves.map((leaf) => new PresentAnswer(leaf))
  }

  opens(mark: Mark): void {
    for (const answer of this.#answers) answer.opens(mark)
  }

  closes(mark: Mark, until: Place): void {
    for (const answer of this.#answers) answer.closes(mark, until)
  }

  /** @returns whether any answer is another at this moment. */
  settle(now: Time): boolean {
    return this.#answers.map((answer) => answer.settle(now)).includes(true)
  }

  /** When time alone may next turn an answer. */
  get turnsAt(): Time | null {
    const turns = this.#answers.flatMap(({ turnsAt }) => (turnsAt === null ? [] : [turnsAt]))
    return turns.length === 0 ? null : Math.min(...turns)
  }

  /** As they stand on the account's line. */
  get values(): JsonObject {
    const values: Record<string, Json> = {}
    for (const { leaf, holders } of this.#answers) if (holders !== null) values[leaf.path] = holders
    return values
  }
}
