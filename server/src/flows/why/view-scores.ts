import { sayEvent } from '../../contract/messages/say-event.ts'
import { sayReason } from '../../contract/messages/say-reason.ts'
import { momentOf } from '../../contract/moment.ts'
import type { WhyView } from '../../contract/why.ts'
import type { SlotOf } from '../../domain/aggregates.ts'
import type { Event, Time } from '../../domain/facts.ts'
import { type ExplainedScore, explainScores } from '../../domain/lifecycle/explain-scores.ts'
import type { Program, ProgramScore } from '../../domain/lifecycle/program.ts'
import type { ScoreDocument } from '../../domain/lifecycle/schema.ts'
import { scoreThresholds } from '../../domain/lifecycle/score-thresholds.ts'
import type { ContactState } from '../../domain/lifecycle/state.ts'
import { faded } from '../../domain/scoring/fading.ts'
import type { Gathered } from './gathered.ts'

type ScoreView = WhyView['scores'][string]

/** Most contributions of a score that are listed. */
const SHARES = 300

/** What each score is made of, what of it fades when, and where that makes a difference. */
export function viewScores(
  { program, state, contributions, since, track }: Gathered,
  events: ReadonlyMap<string, Event>,
  now: Time,
): WhyView['scores'] {
  const explained = Object.entries(explainScores(program, state, contributions, now))
  return Object.fromEntries(
    explained.flatMap(([key, score]) => {
      const made = program.scores[key]
      return made === undefined ? [] : [[key, viewScore({ program, state, made, score, since, track, events, now })]]
    }),
  )
}

interface Shown {
  readonly program: Program
  readonly state: ContactState
  readonly made: ProgramScore
  readonly score: ExplainedScore
  readonly since: Time | null
  readonly track: string
  readonly events: ReadonlyMap<string, Event>
  readonly now: Time
}

function viewScore({ program, state, made, score, since, track, events, now }: Shown): ScoreView {
  const document = program.document.scores?.[made.key] as ScoreDocument | undefined
  const { points, halfLife, conditions } = score
  const shares = score.shares.slice(-SHARES)
  const left = score.shares.slice(0, -SHARES)
  const [oldest] = shares
  return {
    name: document?.name ?? made.key,
    points,
    cap: made.cap,
    counted: countedPoints(program, state, made, { track, now }),
    halfLife,
    groups: score.groups.map(({ key, cap, points: whole, earlier }) => ({
      key,
      name: document?.groups?.[key]?.name ?? key,
      cap,
      points: whole,
      earlier: left.reduce((sum, share) => (share.group === key ? sum + share.now : sum), earlier),
    })),
    shares: shares.map((share) => {
      const event = events.get(share.event)
      return { ...share, at: momentOf(share.at), text: event === undefined ? '' : sayEvent(event) }
    }),
    since: left.length > 0 && oldest !== undefined ? momentOf(oldest.at) : momentOf(since),
    conditions: conditions.map(({ path, points: given, reason }) => ({
      path,
      points: given,
      text: sayReason(reason),
      holds: reason.holds,
    })),
    thresholds: (scoreThresholds(program).get(made.key) ?? []).map(({ points: threshold, uses }) => {
      const reached = points >= threshold
      return {
        points: threshold,
        uses: [...uses],
        reached,
        until: reached ? momentOf(made.lifetime.until(state, now, threshold)) : null,
      }
    }),
  }
}

/** The points of the present cycle, which criteria read, where those are not all; null where they are the same or nothing asks for them. */
function countedPoints(
  program: Program,
  state: ContactState,
  { key, cap, halfLife, groups, conditions }: ProgramScore,
  { track, now }: { readonly track: string; readonly now: Time },
): number | null {
  const slots = program.aggregates.flatMap((aggregate, index) =>
    aggregate.keep === 'score' && aggregate.since === 'cycle' && aggregate.track === track && aggregate.score === key
      ? [index]
      : [],
  )
  if (slots.length === 0) return null
  const sumOf = (indexes: readonly number[]) =>
    indexes.reduce((sum, index) => {
      const [points, at] = state.slots[index] as SlotOf['score']
      return sum + faded(points, at, now, halfLife)
    }, 0)
  const [all, counted] = [sumOf(groups.map(({ slot }) => slot)), sumOf(slots)]
  if (Math.abs(all - counted) < 1) return null
  const known = conditions.reduce((sum, { criteria, points }) => sum + (criteria.test(state, now) ? points : 0), 0)
  return Math.min(cap, Math.max(0, counted + known))
}
