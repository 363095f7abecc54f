import type { BoardCode } from './board-code.ts'
import type { Board, Candidate } from './boards.ts'
import type { CodePlan } from './code-plan.ts'
import type { Needs } from './needs.ts'
import { bitOf } from './relevance-bits.ts'

const UNKNOWN = 0
const PLANNED = 1

/** Which rules of a board a fact touches. */
export class Relevance {
  readonly candidates: readonly Candidate[]
  readonly code: BoardCode
  readonly #board: Board
  readonly #plans: readonly CodePlan[]
  readonly #needs: Needs
  readonly #known: Uint8Array
  readonly #bySlots: Int32Array
  /** Bits of rules that read points, all at once: with what they need, and of those that need nothing. */
  readonly #pointed: number
  readonly #always: boolean
  readonly #needed: readonly number[]

  constructor(board: Board, plans: readonly CodePlan[], needs: Needs) {
    this.candidates = board.candidates
    this.#board = board
    this.#plans = plans
    this.#needs = needs
    this.#known = new Uint8Array(plans.length)
    this.#bySlots = new Int32Array(plans.length)
    this.lined = board.reads.reduce((bits, { line }, place) => (line ? bits | bitOf(place) : bits), 0)
    this.code = board.code
    const readers = board.reads.flatMap((reads, place) => (reads.points ? [{ reads, place }] : []))
    this.#pointed = readers.reduce((bits, { place }) => bits | bitOf(place), 0)
    this.#always = readers.some(({ reads }) => reads.needs === null)
    this.#needed = [...new Set(readers.flatMap(({ reads }) => reads.needs ?? []))]
  }

  /** The bits of the rules that rest on the account's line. */
  readonly lined: number

  /** The bits of the rules that rest on what a fact of this code changes. */
  touched(code: number): number {
    if (this.#known[code] === UNKNOWN) this.#plan(code)
    const bits = this.#bySlots[code] as number
    if (this.#pointed === 0 || this.#known[code] === PLANNED || (bits & this.#pointed) === this.#pointed) return bits
    return this.#pointsMatter() ? bits | this.#pointed : bits
  }

  #pointsMatter(): boolean {
    if (this.#always) return true
    for (const need of this.#needed) if (this.#needs.isMet(need)) return true
    return false
  }

  #plan(code: number): void {
    const plan = this.#plans[code]
    const ops = plan?.ops ?? []
    let bits = 0
    for (const [place, { slots }] of this.#board.reads.entries())
      if (ops.some(({ slot }) => slots.has(slot))) bits |= bitOf(place)
    this.#bySlots[code] = bits
    this.#known[code] = plan?.points == null ? PLANNED : PLANNED + 1
  }
}
