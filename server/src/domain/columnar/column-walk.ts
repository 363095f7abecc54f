import { emptySlot, type Slot } from '../aggregates.ts'
import type { Time } from '../facts.ts'
import { type Draft, draftOf } from '../lifecycle/draft.ts'
import { emptyState, foldInto } from '../lifecycle/fold.ts'
import type { Program } from '../lifecycle/program.ts'
import { type Moves, MovesBuilder, stageCodes } from '../what-if/moves.ts'
import { type CodePlan, planFacts, type SlotOp } from './code-plan.ts'
import { ColumnJudge, type Tally } from './column-judge.ts'
import { LazyPoints } from './lazy-points.ts'
import { Needs } from './needs.ts'
import type { Snapshot } from './snapshot.ts'

export interface ColumnWalk {
  /** Wakes before this moment are carried out. */
  readonly until: Time
  /** Contacts from this place on, up to the other (default: all). */
  readonly from?: number
  readonly to?: number
  /** By place of a contact: 1 where it is left out, and comes out without a move. */
  readonly skip?: Uint8Array
  /** By place of a contact, how many rulings were not followed: filled in. */
  readonly orphans?: Uint16Array
  /** By place, when time alone may bring the next move: filled in. */
  readonly wakes?: Float64Array
  /** Counted up. */
  readonly tally?: Tally
}

/** Walks each history from its beginning under a program: the moves that `walk` makes, from columns. */
export function walkColumns(program: Program, snapshot: Snapshot, options: ColumnWalk): Moves {
  return new Walker(program, snapshot, options).walk()
}

// What a fact is and brings, in bits.
const WHOLE = 1
/** It changes slots that are read. */
const CHANGES = 2
const GIVES = 4
const ACTIVE = 8
/** It makes a contact known, or asks for a move whether it is known or not. */
const STIRS = 16
/** Whatever the contact's place, it has to be decided upon. */
const DECIDES = 32
const MATTERS = CHANGES | GIVES | DECIDES

function traitsOf(program: Program, { whole, ops, points, active, names, ruling, fixed }: CodePlan): number {
  return (
    (whole ? WHOLE : 0) |
    (ops.length > 0 ? CHANGES : 0) |
    (points === null ? 0 : GIVES) |
    (active ? ACTIVE : 0) |
    (names !== 0 || ruling || fixed !== null ? STIRS : 0) |
    (active && program.readsActivity ? DECIDES : 0)
  )
}

class Walker {
  readonly #program: Program
  readonly #snapshot: Snapshot
  readonly #options: ColumnWalk
  readonly #plans: readonly CodePlan[]
  readonly #draft: Draft
  readonly #points: LazyPoints
  readonly #judge: ColumnJudge
  readonly #needs = new Needs()
  readonly #moves: MovesBuilder
  /** By code, what a fact is and brings. */
  readonly #traits: Uint8Array
  readonly #names: Uint8Array
  /** Slots as every contact finds them, and those of them that the present one changed in place. */
  readonly #pristine: Slot[]
  readonly #changed: number[] = []
  #orphaned = 0
  /** The moment of the last bar: what else happens then is decided upon, whatever it changes. */
  #barredAt = Number.NaN

  constructor(program: Program, snapshot: Snapshot, options: ColumnWalk) {
    const { groups, codes: plans } = planFacts(program, snapshot)
    this.#program = program
    this.#snapshot = snapshot
    this.#options = options
    this.#plans = plans
    this.#draft = draftOf(emptyState(program, ''))
    this.#points = new LazyPoints(program.zone, groups, this.#draft, snapshot, plans)
    this.#pristine = this.#draft.slots.slice()
    this.#moves = new MovesBuilder(stageCodes(program))
    this.#judge = new ColumnJudge({
      program,
      draft: this.#draft,
      points: this.#points,
      needs: this.#needs,
      moves: this.#moves,
      plans,
      tally: options.tally ?? { settled: 0, asked: 0 },
    })
    this.#needs.prepare(plans)
    this.#names = Uint8Array.from(plans, ({ names }) => names)
    this.#traits = Uint8Array.from(plans, (plan) => traitsOf(program, plan))
  }

  walk(): Moves {
    const { starts } = this.#snapshot
    const { from = 0, to = starts.length - 1, skip, orphans, wakes } = this.#options
    for (let contact = from; contact < to; contact++) {
      const [first, end] = [starts[contact] ?? 0, starts[contact + 1] ?? 0]
      this.#orphaned = 0
      if (skip?.[contact] !== 1) {
        const stirred = this.#isStirred(first, end)
        if (stirred) this.#walkContact(first, end)
        if (orphans !== undefined) orphans[contact] = this.#orphaned
        if (wakes !== undefined) wakes[contact] = stirred ? this.#judge.wakeAt : Number.POSITIVE_INFINITY
      }
      this.#moves.next(this.#orphaned)
    }
    return this.#moves.finish()
  }

  /** Who never becomes known has no stage. */
  #isStirred(first: number, end: number): boolean {
    const { code } = this.#snapshot
    const traits = this.#traits
    for (let index = first; index < end; index++)
      if (((traits[code[index] as number] as number) & STIRS) !== 0) return true
    return false
  }

  #walkContact(first: number, end: number): void {
    this.#begin(first)
    const { at, code } = this.#snapshot
    const judge = this.#judge
    const points = this.#points
    const allTraits = this.#traits
    for (let index = first; index < end; index++) {
      const now = at[index] as number
      while (judge.wakeAt < now) judge.settle(judge.wakeAt)
      points.end = index + 1
      const one = code[index] as number
      const traits = allTraits[one] as number
      if ((traits & WHOLE) !== 0) this.#foldWhole(this.#plans[one] as CodePlan, now)
      else this.#fold(one, traits, now)
      if (now === this.#barredAt && this.#draft.known !== 0 && this.#plans[one]?.bar === null) judge.settle(now)
    }
    const { until } = this.#options
    while (judge.wakeAt < until) judge.settle(judge.wakeAt)
  }

  #begin(first: number): void {
    const draft = this.#draft
    draft.known = 0
    draft.activeAt = 0
    draft.account = null
    draft.line = null
    draft.pending = []
    for (let slot = 0; slot < this.#pristine.length; slot++) draft.slots[slot] = this.#pristine[slot] as Slot
    if (this.#changed.length > 0) this.#clean()
    this.#barredAt = Number.NaN
    this.#points.begin(first)
    this.#needs.begin()
    this.#judge.begin()
  }

  #clean(): void {
    for (const slot of this.#changed) {
      const aggregate = this.#program.aggregates[slot]
      if (aggregate === undefined) continue
      const fresh = emptySlot(aggregate)
      this.#pristine[slot] = fresh
      this.#draft.slots[slot] = fresh
    }
    this.#changed.length = 0
  }

  #fold(code: number, traits: number, now: Time): void {
    const draft = this.#draft
    const known = draft.known | (this.#names[code] as number)
    if ((traits & CHANGES) !== 0) {
      const plan = this.#plans[code] as CodePlan
      for (const op of plan.ops) this.#change(op, plan, now)
    }
    if ((traits & GIVES) !== 0) this.#needs.gain(code)
    if ((traits & ACTIVE) !== 0) draft.activeAt = now
    if (known !== draft.known) {
      draft.known = known
      this.#judge.settle(now)
    } else if (known !== 0 && (traits & MATTERS) !== 0) {
      if ((traits & DECIDES) !== 0) this.#judge.settle(now)
      else this.#judge.react(code, now)
    } else if (this.#judge.wakeAt <= now) this.#judge.settle(now)
  }

  #change(op: SlotOp, plan: CodePlan, now: Time): void {
    const { slots } = this.#draft
    if (op.how !== 'fold' && slots[op.slot] === this.#pristine[op.slot]) this.#changed.push(op.slot)
    if (op.how === 'count') {
      const count = slots[op.slot] as unknown as [number, Time]
      count[0] += 1
      count[1] = now
    } else if (op.how === 'times') {
      const times = slots[op.slot] as unknown as Time[]
      if (times.length >= op.last) times.shift()
      times.push(now)
    } else if (plan.event !== null) {
      plan.event.at = now
      slots[op.slot] = op.change.keep(slots[op.slot] as Slot, plan.event)
    }
  }

  /** Facts that change more than slots go through the fold itself. */
  #foldWhole({ fixed, event, line, bar, ruling, joins, names }: CodePlan, now: Time): void {
    if (fixed !== null) {
      this.#moves.add(fixed.stage, now, fixed.cause, 0)
      return
    }
    const draft = this.#draft
    const judge = this.#judge
    if (line !== null) {
      // As `foldLine` has it; the number and the moment of a line are of no use here.
      if (line.account !== draft.account) {
        this.#settleIfDue(now)
        return
      }
      draft.line = line
      if (draft.known !== 0) judge.reactToLine(now)
      return
    }
    if (joins !== null && draft.account === null && draft.line === null && (draft.known | names) === draft.known) {
      // A first account changes nothing before its first line.
      draft.account = joins
      this.#settleIfDue(now)
      return
    }
    const fact = event ?? bar
    if (fact === null) return
    this.#points.fold()
    fact.at = now
    foldInto(this.#program, draft, fact)
    judge.refresh()
    if (fact === bar) {
      this.#barredAt = now
      if (draft.known !== 0) judge.wakeAt = Math.min(judge.wakeAt, now + 1)
      return
    }
    if (draft.pending.length > 0) {
      const followed = judge.settleWhole(now)
      if (ruling && !followed) this.#orphaned += 1
      draft.pending = []
    } else if (draft.known !== 0) judge.settle(now)
  }

  /** What changes nothing still comes at a moment at which time alone may have brought a move. */
  #settleIfDue(now: Time): void {
    if (this.#draft.known !== 0 && this.#judge.wakeAt <= now) this.#judge.settle(now)
  }
}
