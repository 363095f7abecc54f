import type { Bound, BoundLeaf, ScoreReader } from '../criteria/criterion.ts'
import type { Time } from '../facts.ts'
import { canonical, type Json } from '../json.ts'
import type { Message } from '../message.ts'
import type { ContactState } from './state.ts'

/** Why a tree of conditions holds or does not, as one can read it. */
export type Reason =
  | {
      readonly op: 'all' | 'any' | 'not' | 'is'
      readonly name?: string
      readonly holds: boolean
      readonly parts: readonly Reason[]
    }
  | {
      readonly op: 'leaf'
      readonly kind: string
      readonly path: string
      readonly holds: boolean
      readonly says: Message
      readonly observed: Json
      readonly wanted: Json
      readonly slots: readonly number[]
    }

/** Gives the reasons of a bound tree at a moment. */
type ReasonTree = (state: ContactState, now: Time) => Reason

/** What a tree is made of, for those who evaluate it their own way. */
type TreeForm =
  | { readonly op: 'all' | 'any'; readonly parts: readonly BoundTree[] }
  | { readonly op: 'not'; readonly part: BoundTree }
  | {
      readonly op: 'leaf'
      readonly leaf: Omit<BoundLeaf, 'absent'>
      readonly slots: readonly number[]
      readonly scores: readonly ScoreReader[]
      readonly readsLine: boolean
      /** What it asks for: leaves with the same text are the same under the same document. */
      readonly text: string
    }

export interface BoundTree extends Bound {
  readonly form: TreeForm
  readonly reasons: ReasonTree
  /** First moment > now at which any leaf may change by time, whatever the whole says. */
  turns(state: ContactState, now: Time): Time | null
}

export interface LeafParts {
  readonly kind: string
  readonly path: string
  readonly says: Message
  readonly wanted: Json
  readonly leaf: BoundLeaf
  /** The aggregates that it rests on, those of scores apart. */
  readonly slots: readonly number[]
  readonly scores: readonly ScoreReader[]
  /** True where it reads values of the account. */
  readonly readsLine: boolean
}

export function leafTree({ kind, path, says, wanted, leaf, slots, scores, readsLine }: LeafParts): BoundTree {
  return {
    form: {
      op: 'leaf',
      leaf,
      slots,
      scores,
      readsLine,
      text: canonical([says.key, path.split('.').at(-1) ?? '', wanted]),
    },
    test: leaf.test,
    until: leaf.until,
    latest: leaf.latest,
    turns: (state, now) => leaf.until(state, now, !leaf.test(state, now)),
    reasons: (state, now) => ({
      op: 'leaf',
      kind,
      path,
      holds: leaf.test(state, now),
      says,
      observed: leaf.observed(state, now),
      wanted,
      slots,
    }),
  }
}

const earliest = (moments: readonly (Time | null)[]): Time | null =>
  moments.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null)

/** `all` or `any` of its parts. */
export function joinTree(op: 'all' | 'any', parts: readonly BoundTree[]): BoundTree {
  const test =
    op === 'all'
      ? (state: ContactState, now: Time) => parts.every((part) => part.test(state, now))
      : (state: ContactState, now: Time) => parts.some((part) => part.test(state, now))
  return {
    form: { op, parts },
    test,
    // A monotone tree changes to `wanted` only when a part does that is not yet so; those that are may only turn away.
    until: (state, now, wanted) =>
      earliest(parts.map((part) => (part.test(state, now) === wanted ? null : part.until(state, now, wanted)))),
    turns: (state, now) => earliest(parts.map((part) => part.turns(state, now))),
    latest: (state, now) =>
      parts.reduce<Time | null>(
        (newest, part) => later(newest, part.test(state, now) ? part.latest(state, now) : null),
        null,
      ),
    reasons: (state, now) => ({ op, holds: test(state, now), parts: parts.map((part) => part.reasons(state, now)) }),
  }
}

/** The opposite of a part. What is absent is no evidence, so it never counts as fresh. */
export function notTree(part: BoundTree): BoundTree {
  return {
    form: { op: 'not', part },
    test: (state, now) => !part.test(state, now),
    until: (state, now, wanted) => part.until(state, now, !wanted),
    turns: part.turns,
    latest: () => null,
    reasons: (state, now) => ({ op: 'not', holds: !part.test(state, now), parts: [part.reasons(state, now)] }),
  }
}

/** A named criteria: the same tree, told by its name. */
export function namedTree(name: string, tree: BoundTree): BoundTree {
  return {
    ...tree,
    reasons: (state, now) => ({ op: 'is', name, holds: tree.test(state, now), parts: [tree.reasons(state, now)] }),
  }
}

/** Whether time alone may ever turn a tree. */
export function mayTurn({ form }: Pick<BoundTree, 'form'>): boolean {
  switch (form.op) {
    case 'leaf':
      return form.leaf.awaits === undefined || form.leaf.awaits.length > 0
    case 'not':
      return mayTurn(form.part)
    default:
      return form.parts.some(mayTurn)
  }
}

function later(a: Time | null, b: Time | null): Time | null {
  return a === null ? b : b === null ? a : Math.max(a, b)
}
