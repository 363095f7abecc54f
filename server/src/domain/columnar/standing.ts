import { emptySlot, type Slot } from '../aggregates.ts'
import type { Time } from '../facts.ts'
import { draftOf } from '../lifecycle/draft.ts'
import { emptyState } from '../lifecycle/fold.ts'
import type { SlotChange } from '../lifecycle/keep.ts'
import type { Program } from '../lifecycle/program.ts'
import { type BoundTree, mayTurn } from '../lifecycle/tree.ts'
import type { CodePlan, ProgramPlan } from './code-plan.ts'
import type { Snapshot } from './snapshot.ts'
import { readsOfReader, readsOfTrees } from './tree-reads.ts'

type Told = 'line' | 'account' | readonly SlotChange[]

/**
 * Criteria that stand while the traits, or the values of the account, that they rest on do: fit, a title, a country. Whether they held at any time
 * of a contact's history is told by the few facts that change these.
 */
export class Standing {
  readonly #program: Program
  readonly #draft
  readonly #trees: BoundTree[] = []
  readonly #slots = new Set<number>()
  /** By code, what a fact changes of what is asked for; nothing for most. */
  #told: readonly (Told | undefined)[] = []
  #tells = new Uint8Array(0)
  #plans: readonly CodePlan[] = []
  #held = new Uint8Array(0)
  /** How many of the questions have not held so far. */
  #open = 0

  constructor(program: Program) {
    this.#program = program
    this.#draft = draftOf(emptyState(program, ''))
  }

  /** The number of a question; null for criteria that evidence, points or time sway. */
  ask(tree: BoundTree): number | null {
    const slots = slotsOf(tree)
    if (slots === null || slots.some((slot) => this.#isEmptied(slot))) return null
    for (const slot of slots) this.#slots.add(slot)
    return this.#trees.push(tree) - 1
  }

  #isEmptied(slot: number): boolean {
    return Object.values(this.#program.emptiedAt).some(
      ({ entry, cycle }) => entry.includes(slot) || cycle.includes(slot),
    )
  }

  prepare({ codes }: ProgramPlan): void {
    this.#plans = codes
    this.#held = new Uint8Array(this.#trees.length)
    this.#told = this.#trees.length === 0 ? [] : codes.map((plan) => this.#toldBy(plan))
    this.#tells = Uint8Array.from(this.#told, (told) => (told === undefined ? 0 : 1))
  }

  #toldBy({ event, line }: CodePlan): Told | undefined {
    if (line !== null) return 'line'
    if (event === null) return undefined
    if (event.kind === 'membership') return 'account'
    const changes = this.#program.changesFor(event).filter(({ index }) => this.#slots.has(index))
    return changes.length > 0 ? changes : undefined
  }

  /** Looks through one history. */
  look({ code, at }: Pick<Snapshot, 'code' | 'at'>, first: number, end: number): void {
    if (this.#trees.length === 0) return
    this.#begin()
    const tells = this.#tells
    for (let index = first; index < end && this.#open > 0; index++) {
      const one = code[index] as number
      if (tells[one] === 1) this.#take(this.#told[one] as Told, this.#plans[one] as CodePlan, at[index] as number)
    }
  }

  /** Whether it held at any time of the history that was looked through last. */
  held(question: number): boolean {
    return this.#held[question] === 1
  }

  #begin(): void {
    for (const slot of this.#slots) {
      const aggregate = this.#program.aggregates[slot]
      if (aggregate !== undefined) this.#draft.slots[slot] = emptySlot(aggregate)
    }
    this.#draft.account = null
    this.#draft.line = null
    this.#held.fill(0)
    this.#open = this.#trees.length
    this.#test(0)
  }

  #take(told: Told, { event, line, joins }: CodePlan, now: Time): void {
    const draft = this.#draft
    if (told === 'line') {
      if (line === null || line.account !== draft.account) return
      draft.line = line
    } else if (told === 'account') {
      if (joins === draft.account) return
      draft.account = joins
      draft.line = null
    } else if (event !== null) {
      event.at = now
      for (const { index, keep } of told) draft.slots[index] = keep(draft.slots[index] as Slot, event)
    }
    this.#test(now)
  }

  #test(now: Time): void {
    for (let question = 0; question < this.#trees.length; question++) {
      if (this.#held[question] === 1 || this.#trees[question]?.test(this.#draft, now) !== true) continue
      this.#held[question] = 1
      this.#open -= 1
    }
  }
}

/** The slots that criteria stand on, the account's line apart; null where they do not stand. */
function slotsOf(tree: BoundTree): readonly number[] | null {
  if (mayTurn(tree) || !leavesStand(tree)) return null
  const { slots, scores } = readsOfTrees([tree])
  return scores.size > 0 ? null : [...slots]
}

function leavesStand({ form }: BoundTree): boolean {
  switch (form.op) {
    case 'leaf': {
      if (form.scores.length === 0) return form.leaf.basis?.rests === 'alone'
      return form.scores.map(readsOfReader).every(({ alone, scores }) => alone && scores.size === 0)
    }
    case 'not':
      return leavesStand(form.part)
    default:
      return form.parts.every(leavesStand)
  }
}
