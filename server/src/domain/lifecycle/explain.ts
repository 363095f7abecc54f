import type { SlotOf } from '../aggregates.ts'
import { comparePlaces, type Event, type Fact, type Place, type Transition } from '../facts.ts'
import { type KnownHistory, wayOf, withMoves } from '../history.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Message } from '../message.ts'
import { type ExplainedScore, explainScores } from './explain-scores.ts'
import { emptyState } from './fold.ts'
import type { Program } from './program.ts'
import { ruleTree } from './reasons.ts'
import { type Traced, trace } from './trace.ts'
import type { Reason } from './tree.ts'

/** A reason with the events behind each of its conditions. */
export type Explained =
  | {
      readonly op: 'all' | 'any' | 'not' | 'is'
      readonly name?: string
      readonly holds: boolean
      readonly parts: readonly Explained[]
    }
  | {
      readonly op: 'leaf'
      readonly kind: string
      readonly path: string
      readonly holds: boolean
      readonly says: Message
      readonly observed: Json
      readonly wanted: Json
      readonly evidence: readonly string[]
    }

export interface Explanation {
  readonly transition: Transition | null
  readonly version: number
  /** Null where no rule moved: a person, a file or time alone did. */
  readonly reason: Explained | null
  /** Ids of the events that the reason rests on, oldest first. */
  readonly evidence: readonly string[]
  readonly scores: Readonly<Record<string, ExplainedScore>>
}

/** Most events named for one condition. */
const EVIDENCE_LIMIT = 20

/**
 * Why a transition came about, by folding again what was known when it was decided.
 * @param history what was known then (knownHistory with the transition's horizon)
 */
export function explainTransition(program: Program, history: KnownHistory, transition: Transition): Explanation {
  const { facts, decided } = decisionOf(history, transition)
  const traced = trace(program, emptyState(program, transition.contact), facts, causeOf(decided))
  const tree = ruleTree(program, transition)
  const reason = tree === null ? null : withEvidence(tree.reasons(traced.draft, decided.at), traced)
  return {
    transition,
    version: program.version,
    reason,
    evidence: evidenceOf(reason, traced),
    scores: explainScores(program, traced.draft, traced.contributions, decided.at),
  }
}

/** What a transition was decided by, and where: what a version restated was decided at the end of the way on which it came there. */
function decisionOf(
  history: KnownHistory,
  transition: Transition,
): { readonly facts: readonly Fact[]; readonly decided: Transition } {
  const decided = wayOf(transition).at(-1)
  if (decided === undefined) return { facts: history.facts, decided: transition }
  const { facts } = withMoves({ ...history, ledger: [] }, [transition])
  return { facts: facts.filter((fact) => comparePlaces(fact, decided) < 0), decided }
}

/** The place of the fact that a transition came of: an event's, or that of a moment, which has no event's id. */
export function causeOf({ at, id }: Transition): Place {
  return { at, id: id.slice(0, id.lastIndexOf('~')) }
}

function withEvidence(reason: Reason, traced: Traced): Explained {
  if (reason.op !== 'leaf') return { ...reason, parts: reason.parts.map((part) => withEvidence(part, traced)) }
  const { slots, ...leaf } = reason
  const events = slots.flatMap((slot) =>
    (traced.sources[slot] ?? []).filter((event) => stillCounts(traced, slot, event, leaf)),
  )
  const ids = [...new Map(events.sort(comparePlaces).map((event) => [event.id, event])).keys()]
  return { ...leaf, evidence: ids.slice(-EVIDENCE_LIMIT) }
}

/** A reason of which nobody asks for the events. */
export function withoutEvidence(reason: Reason): Explained {
  if (reason.op !== 'leaf') return { ...reason, parts: reason.parts.map(withoutEvidence) }
  const { slots: _, ...leaf } = reason
  return { ...leaf, evidence: [] }
}

/** Windows and values forget: an event that they no longer hold is no evidence. */
function stillCounts(
  { program, draft }: Traced,
  index: number,
  event: Event,
  leaf: { readonly observed: Json; readonly wanted: Json },
): boolean {
  const slot = draft.slots[index]
  switch (program.aggregates[index]?.keep) {
    case 'value':
      return (slot as SlotOf['value'])?.[1] === event.at
    case 'times':
      return (slot as SlotOf['times']).includes(event.at)
    case 'anchored':
      return event.at >= ((slot as SlotOf['anchored'])?.[0] ?? 0)
    case 'deals':
      return madeDeal(event, leaf)
    default:
      return true
  }
}

/** Of the deals that were found: the event that brought each into its state, and where the amount matters, those that named it. */
function madeDeal({ name, at, data }: Event, { observed, wanted }: { observed: Json; wanted: Json }): boolean {
  if (!Array.isArray(observed)) return true
  const deal = observed.find((one): one is JsonObject => isObject(one) && one['id'] === name)
  if (deal === undefined) return false
  const named = isObject(wanted) && wanted['amount'] !== undefined && data['amount'] !== undefined
  return deal['at'] === at || (named && Number(data['amount']) === deal['amount'])
}

function evidenceOf(reason: Explained | null, traced: Traced): readonly string[] {
  const ids = new Set(reason === null ? [] : evidenceIds(reason))
  const all = traced.sources.flat().filter(({ id }) => ids.has(id))
  return [...new Map(all.sort(comparePlaces).map((event) => [event.id, event])).keys()]
}

/** Evidence of what holds: a condition that failed moved nobody. */
export function evidenceIds(reason: Explained): readonly string[] {
  if (reason.op === 'leaf') return reason.holds ? reason.evidence : []
  return reason.op === 'not' || !reason.holds ? [] : reason.parts.flatMap(evidenceIds)
}
