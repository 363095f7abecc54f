import type { SlotOf } from '../aggregates.ts'
import { comparePlaces, type Event, type Fact, type Place, type Time, type Transition } from '../facts.ts'
import type { KnownHistory } from '../history.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Message } from '../message.ts'
import { faded } from '../scoring/fading.ts'
import { type Draft, draftOf } from './draft.ts'
import { emptyState, foldInto } from './fold.ts'
import type { Contribution } from './keep.ts'
import type { Program } from './program.ts'
import { ruleTree } from './reasons.ts'
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

interface ScoreShare {
  readonly event: string
  readonly at: Time
  readonly group: string
  readonly rule: number
  readonly points: number
  readonly cut: number
  /** What is left of it at the moment asked about. */
  readonly now: number
}

export interface ExplainedScore {
  readonly points: number
  /** When the points last changed; they fade from there. */
  readonly halfLife: number | null
  readonly shares: readonly ScoreShare[]
  /** Rules on what is known of the contact, as against what it did. */
  readonly conditions: readonly { readonly path: string; readonly points: number; readonly reason: Reason }[]
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
  const cause = { at: transition.at, id: transition.id.slice(0, transition.id.lastIndexOf('~')) }
  const traced = trace(program, transition.contact, history.facts, cause)
  const tree = ruleTree(program, transition)
  const reason = tree === null ? null : withEvidence(tree.reasons(traced.draft, transition.at), traced)
  return {
    transition,
    version: program.version,
    reason,
    evidence: evidenceOf(reason, traced),
    scores: explainScores(program, traced, transition.at),
  }
}

/** What the scores of a contact are made of at a moment, by folding its history again. */
export function explainNow(program: Program, contact: string, history: KnownHistory, now: Time): Explanation {
  const traced = trace(program, contact, history.facts, { at: now, id: '~~' })
  return {
    transition: null,
    version: program.version,
    reason: null,
    evidence: [],
    scores: explainScores(program, traced, now),
  }
}

interface Traced {
  readonly program: Program
  readonly draft: Draft
  /** The events behind each slot since it was last emptied. */
  readonly sources: readonly Event[][]
  readonly contributions: readonly Contribution[]
}

function trace(program: Program, contact: string, facts: readonly Fact[], until: Place): Traced {
  const draft = draftOf(emptyState(program, contact))
  const sources: Event[][] = program.aggregates.map(() => [])
  const contributions: Contribution[] = []
  for (const fact of facts) {
    if (comparePlaces(fact, until) > 0) break
    const before = [...draft.slots]
    foldInto(program, draft, fact, (contribution) => contribution.lifetime && contributions.push(contribution))
    for (const [index, slot] of draft.slots.entries()) {
      if (slot === before[index]) continue
      if (fact.is === 'event') sources[index]?.push(fact)
      else sources[index]?.splice(0)
    }
  }
  return { program, draft, sources, contributions }
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
function evidenceIds(reason: Explained): readonly string[] {
  if (reason.op === 'leaf') return reason.holds ? reason.evidence : []
  return reason.op === 'not' || !reason.holds ? [] : reason.parts.flatMap(evidenceIds)
}

function explainScores(program: Program, traced: Traced, now: Time): Readonly<Record<string, ExplainedScore>> {
  return Object.fromEntries(
    Object.values(program.scores).map((score): [string, ExplainedScore] => {
      const shares = traced.contributions
        .filter((one) => one.score === score.key && one.at <= now)
        .map(({ event, at, group, rule, points, cut }) => ({
          event,
          at,
          group,
          rule,
          points,
          cut,
          now: faded(points + cut, at, now, score.halfLife),
        }))
      const conditions = score.conditions.map(({ path, points, criteria }) => ({
        path,
        points,
        reason: criteria.reasons(traced.draft, now),
      }))
      return [
        score.key,
        { points: score.lifetime.value(traced.draft, now), halfLife: score.halfLife, shares, conditions },
      ]
    }),
  )
}
