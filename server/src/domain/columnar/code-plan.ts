import type { ConditionContext } from '../criteria/condition.ts'
import { compileMatch } from '../criteria/match.ts'
import type { AccountLine, Bar, Event, StageKey } from '../facts.ts'
import { ACTIVE } from '../lifecycle/fold.ts'
import type { SlotChange } from '../lifecycle/keep.ts'
import { occurredEvent } from '../lifecycle/occurred.ts'
import type { Program } from '../lifecycle/program.ts'
import type { EventKind } from '../vocabulary.ts'
import type { MoveCause } from '../what-if/moves.ts'
import { type GroupPlan, isTimeless, type PointsPlan, planGroups, pointsOf } from './points-plan.ts'
import { type CodedFact, eventOf, type Snapshot } from './snapshot.ts'
import { readsOfProgram } from './tree-reads.ts'

/** One slot that an event changes. `count` and `times` are done in place, all others as the fold does them. */
export interface SlotOp {
  readonly slot: number
  readonly how: 'count' | 'times' | 'fold'
  /** Most times that are kept. */
  readonly last: number
  readonly change: SlotChange
}

/** What facts of one code do to a state, under one program. */
export interface CodePlan {
  /** What it is, its time to be set; all null for what is nothing under this program. */
  readonly event: Changing<Event> | null
  readonly line: Changing<AccountLine> | null
  readonly bar: Changing<Bar> | null
  readonly fixed: { readonly stage: StageKey; readonly cause: MoveCause } | null
  /** The account that a membership names. */
  readonly joins: string | null
  /** True for a person's move. */
  readonly ruling: boolean
  /** Folded by the fold itself, and always decided upon: rare, and it changes more than slots. */
  readonly whole: boolean
  readonly names: number
  /** True where it is something that the contact did itself. */
  readonly active: boolean
  readonly ops: readonly SlotOp[]
  readonly points: PointsPlan | null
}

type Changing<T> = { -readonly [K in keyof T]: T[K] }

/** Kinds of events that change more than slots. */
export const WHOLE: ReadonlySet<EventKind> = new Set([
  'opportunity',
  'membership',
  'ruling',
  'asserted',
  'merge',
  'void',
])
const NO_OPS: readonly SlotOp[] = []

/** Works out once what each distinct fact means to a program. */
export function planFacts(program: Program, snapshot: Pick<Snapshot, 'facts'>): ProgramPlan {
  const known = made.get(snapshot)
  const { facts, plans } = known ?? { facts: snapshot.facts.map(readFact), plans: new WeakMap<Program, ProgramPlan>() }
  if (known === undefined) made.set(snapshot, { facts, plans })
  const before = plans.get(program)
  if (before !== undefined) return before
  const { slots, scores } = readsOfProgram(program)
  const groups = planGroups(program, scores)
  const context: ConditionContext = { zone: program.zone, lists: program.document.lists ?? {} }
  const parts: Parts = { context, slots, groups, shapes: new Map() }
  const plan = { groups, codes: facts.map((fact) => planFact(program, fact, parts)) }
  plans.set(program, plan)
  return plan
}

/** What the facts of a snapshot mean to a program. */
export interface ProgramPlan {
  readonly groups: readonly GroupPlan[]
  readonly codes: readonly CodePlan[]
}

const readFact = (text: string) => JSON.parse(text) as CodedFact

/** Facts are read once for each snapshot, and planned once for each program. */
const made = new WeakMap<
  Pick<Snapshot, 'facts'>,
  { readonly facts: readonly CodedFact[]; readonly plans: WeakMap<Program, ProgramPlan> }
>()

interface Parts {
  readonly context: ConditionContext
  readonly slots: ReadonlySet<number>
  readonly groups: readonly GroupPlan[]
  /** Operations of the same slot, made once. */
  readonly shapes: Map<string, SlotOp>
}

const plan: Omit<CodePlan, 'whole'> = {
  event: null,
  line: null,
  bar: null,
  fixed: null,
  joins: null,
  ruling: false,
  names: 0,
  active: false,
  ops: NO_OPS,
  points: null,
}

function planFact(program: Program, fact: CodedFact, parts: Parts): CodePlan {
  switch (fact.is) {
    case 'fixed':
      return { ...plan, whole: true, fixed: { ...fact, stage: program.migrations[fact.stage] ?? fact.stage } }
    case 'bar':
      return { ...plan, whole: true, bar: { ...fact, at: 0, id: '' } }
    case 'account':
      return { ...plan, whole: true, line: { ...fact, at: 0, id: '', seq: 0 } }
    case 'event': {
      const [event] = occurredEvent(eventOf(fact), program.migrations)
      // What a ruling asked for may be one stage by now.
      if (event === undefined) return { ...plan, whole: true }
      const whole = WHOLE.has(fact.kind)
      const changes = whole ? [] : program.changesFor(event)
      return {
        ...plan,
        event,
        whole,
        joins: fact.kind === 'membership' && typeof fact.data['account'] === 'string' ? fact.data['account'] : null,
        ruling: fact.kind === 'ruling',
        names: fact.names,
        active: ACTIVE.has(fact.kind) && fact.stamp['human'] !== false,
        ops: changes.flatMap((change) => opOf(program, change, event, parts)),
        points: pointsOf(changes, event, parts.groups),
      }
    }
  }
}

function opOf(program: Program, change: SlotChange, event: Event, parts: Parts): readonly SlotOp[] {
  const aggregate = program.aggregates[change.index]
  if (aggregate === undefined || aggregate.keep === 'score' || !parts.slots.has(change.index)) return NO_OPS
  const op = (how: SlotOp['how'], last = 0): SlotOp => {
    const name = `${change.index} ${how}`
    const known = parts.shapes.get(name)
    if (known !== undefined) return known
    const made = { slot: change.index, how, last, change }
    parts.shapes.set(name, made)
    return made
  }
  if (!('match' in aggregate) || aggregate.keep === 'anchored') return [op('fold')]
  if (!isTimeless(aggregate.match, parts.context)) return [op('fold')]
  if (!compileMatch(aggregate.match, parts.context)(event, 0)) return NO_OPS
  if (aggregate.keep === 'count') return [op('count')]
  return [aggregate.keep === 'times' ? op('times', aggregate.last) : op('fold')]
}
