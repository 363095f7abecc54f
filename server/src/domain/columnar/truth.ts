import type { PointsNeeded } from '../criteria/criterion.ts'
import type { Time } from '../facts.ts'
import type { ContactState } from '../lifecycle/state.ts'
import type { BoundTree } from '../lifecycle/tree.ts'
import { readsOfReader } from './tree-reads.ts'

/** It is not so now, and time alone will not make it so. */
export const NO = 0
/** It is so now. */
const YES = 1
/** It is not so now, and time may make it so: the criteria themselves say when. */
export const ASK = 2

export type Truth = (now: Time) => typeof NO | typeof YES | typeof ASK

/** The state of the contact at hand, whose points are folded when they are asked for. */
export interface LazyState {
  /** Its slots of points are up to date after `fold` only. */
  readonly state: ContactState
  /** Asks whether what is needed has come in, before fading; the same question has the same number. */
  need(needed: PointsNeeded): number
  /** Whether it has. */
  isMet(need: number): boolean
  fold(): void
}

/** Makes a tree ready to be asked of one contact after the other. */
export function truthOf(tree: BoundTree, lazy: LazyState, wanted = true): Truth {
  const { form } = tree
  switch (form.op) {
    case 'leaf':
      return leafTruth(form, lazy, wanted)
    case 'not':
      return truthOf(form.part, lazy, !wanted)
    default: {
      const parts = form.parts.map((part) => truthOf(part, lazy, wanted))
      return (form.op === 'all') === wanted ? every(parts) : some(parts)
    }
  }
}

type LeafForm = Extract<BoundTree['form'], { op: 'leaf' }>

function leafTruth({ leaf, scores }: LeafForm, lazy: LazyState, wanted: boolean): Truth {
  const { state } = lazy
  const otherwise = leaf.awaits === undefined || leaf.awaits.includes(wanted) ? ASK : NO
  if (!scores.some((reader) => readsOfReader(reader).scores.size > 0))
    return (now) => (leaf.test(state, now) === wanted ? YES : otherwise)
  const lacks = lacking(leaf.needs ?? [], lazy)
  return (now) => {
    // What lacks the points that it needs does not hold, now or later.
    if (lacks()) return wanted ? NO : YES
    lazy.fold()
    return leaf.test(state, now) === wanted ? YES : otherwise
  }
}

function lacking(needs: readonly PointsNeeded[], lazy: LazyState): () => boolean {
  const [only, ...others] = needs.map((needed) => lazy.need(needed))
  if (only === undefined) return () => false
  if (others.length === 0) return () => !lazy.isMet(only)
  return () => !lazy.isMet(only) || others.some((need) => !lazy.isMet(need))
}

function every(parts: readonly Truth[]): Truth {
  return (now) => {
    let all: ReturnType<Truth> = YES
    for (const part of parts) {
      const truth = part(now)
      if (truth === NO) return NO
      if (truth === ASK) all = ASK
    }
    return all
  }
}

function some(parts: readonly Truth[]): Truth {
  return (now) => {
    let any: ReturnType<Truth> = NO
    for (const part of parts) {
      const truth = part(now)
      if (truth === YES) return YES
      if (truth === ASK) any = ASK
    }
    return any
  }
}
