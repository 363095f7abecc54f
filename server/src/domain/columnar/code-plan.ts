import type { ConditionContext } from '../criteria/condition.ts'
import { compileMatch } from '../criteria/match.ts'
import type { AccountLine, Bar, Event, StageKey } from '../facts.ts'
import { ACTIVE } from '../lifecycle/fold.ts'
import type { SlotChange } from '../lifecycle/keep.ts'
import type { Program } from '../lifecycle/program.ts'
import type { EventKind } from '../vocabulary.ts'
import type { MoveCause } from '../what-if/moves.ts'
import { occurredEvent } from '../what-if/walk-occurred.ts'
import { type GroupPlan, isTimeless, type PointsPlan, pointsOf } from './points-plan.ts'
import { type CodedFact, eventOf } from './snapshot.ts'

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
export function planFacts(
  program: Program,
  facts: readonly string[],
  slots: ReadonlySet<number>,
  groups: readonly GroupPlan[],
): readonly CodePlan[] {
  const context: ConditionContext = { zone: program.zone, lists: program.document.lists ?? {} }
  const shapes = new Map<string, SlotOp>()
  return facts.map((text) => planFact(program, JSON.parse(text) as CodedFact, { context, slots, groups, shapes }))
}

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
