import type { Slot } from '../aggregates.ts'
import type { GradeReader } from '../criteria/criterion.ts'
import type { Time } from '../facts.ts'
import { readsOfReader } from './tree-reads.ts'
import type { LazyState } from './truth.ts'

const FIT = 'ABCD'
const WORST = 4

/** The grade of the contact at hand, as its code. */
export class Grader {
  readonly #reader: GradeReader | null
  readonly #lazy: LazyState
  readonly #fitReadsPoints: boolean
  /** True where the fit stays as it is while the line and these slots do. */
  readonly #fitStands: boolean
  readonly #fitSlots: readonly number[]
  readonly #last: Slot[] = []
  #line: LazyState['state']['line'] = null
  #fit = -1
  /** What is needed for the number before the worst; null where nothing is. */
  readonly #need: number | null

  constructor(reader: GradeReader | null, lazy: LazyState) {
    this.#reader = reader
    this.#lazy = lazy
    this.#fitReadsPoints = reader?.scores('fit').some((score) => readsOfReader(score).scores.size > 0) === true
    const reads = reader?.scores('fit').map(readsOfReader) ?? []
    this.#fitStands =
      reader !== null &&
      !reader.rises('fit') &&
      !reader.falls('fit') &&
      reads.every(({ alone, scores }) => alone && scores.size === 0)
    this.#fitSlots = [...new Set(reads.flatMap(({ slots }) => [...slots]))]
    const needed = reader?.needs(WORST - 1) ?? null
    this.#need = needed === null ? null : lazy.need(needed)
  }

  grade(now: Time): number {
    const reader = this.#reader
    if (reader === null) return 0
    return 1 + this.#fitOf(reader, now) * WORST + this.#engagement(reader, now) - 1
  }

  #fitOf(reader: GradeReader, now: Time): number {
    if (this.#fitReadsPoints) this.#lazy.fold()
    if (!this.#fitStands) return FIT.indexOf(reader.fit(this.#lazy.state, now))
    const { slots, line } = this.#lazy.state
    let same = this.#fit >= 0 && line === this.#line
    for (let index = 0; index < this.#fitSlots.length && same; index++)
      same = slots[this.#fitSlots[index] as number] === this.#last[index]
    if (same) return this.#fit
    this.#line = line
    for (let index = 0; index < this.#fitSlots.length; index++)
      this.#last[index] = slots[this.#fitSlots[index] as number] as Slot
    this.#fit = FIT.indexOf(reader.fit(this.#lazy.state, now))
    return this.#fit
  }

  #engagement(reader: GradeReader, now: Time): number {
    if (this.#need !== null && !this.#lazy.isMet(this.#need)) return WORST
    this.#lazy.fold()
    return reader.engagement(this.#lazy.state, now)
  }
}
