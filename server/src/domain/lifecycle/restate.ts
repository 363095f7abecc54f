import type { SlotOf } from '../aggregates.ts'
import {
  type Event,
  placeAfter,
  RESTATED,
  type Saw,
  type StageKey,
  type Time,
  type Transition,
  WAKE_ID,
} from '../facts.ts'
import type { KnownHistory } from '../history.ts'
import { emptyState } from './fold.ts'
import { countRulings, occurredIn } from './occurred.ts'
import type { Program } from './program.ts'
import { type ContactState, firstPosition } from './state.ts'
import { walk } from './walk.ts'

/** Why somebody stays who would stand elsewhere had the version always been in force. */
export type Stay = 'opportunity' | 'handoff' | 'no_stage'

/** What publishing with `restate` makes of one contact. */
export interface Restatement {
  /** At most one for each track. */
  readonly moves: readonly Transition[]
  readonly stays: readonly { readonly track: string; readonly would: StageKey | null; readonly why: Stay }[]
  /** Rulings that find the contact in another stage than the one that they name. */
  readonly orphaned: number
  /** As a walk of the whole history under the version leaves the contact. */
  readonly state: ContactState
}

/** The tracks whose restatement by a version fell, and in which nothing has happened since that stands. */
export function tracksFallen(history: KnownHistory, program: Program, floor: Time): readonly string[] {
  const { fallen, ends } = history
  const tracks = fallen
    .filter((one) => one.version === program.version && one.floor === floor)
    .map(({ track }) => track)
    .filter((track) => (ends[track]?.at ?? Number.NEGATIVE_INFINITY) < floor)
  return [...new Set(tracks)]
}

interface RestateOptions {
  /** When the contact came under the version. */
  readonly floor: Time
  readonly saw: Saw
  /** The number of the last recorded transition. */
  readonly nth: number
  /** Default: all. */
  readonly tracks?: readonly string[]
}

/**
 * Moves a contact to where its history as it occurred leads under a program alone. In each track that stands elsewhere, one move
 * carries the whole way: from then on it stands for what was decided before. Nobody is moved out of an open opportunity or handoff.
 */
export function restate(
  program: Program,
  contact: string,
  history: KnownHistory,
  { floor, saw, nth, tracks = program.tracks.map(({ key }) => key) }: RestateOptions,
): Restatement {
  const facts = occurredIn(history, program.migrations).filter(({ at }) => at <= floor)
  const {
    state,
    moves: way,
    refused,
  } = walk(program, emptyState(program, contact), facts, { until: floor + 1, saw, nth: 0, wakeAt: null })
  const moves: Transition[] = []
  const stays: Restatement['stays'][number][] = []
  for (const track of tracks) {
    const from = standing(history, track)
    const { stage: to } = state.positions[track] ?? firstPosition
    if (to === from) continue
    const why = stayOf(program, state, facts, track, to)
    if (to === null || why !== null) stays.push({ track, would: to, why: why ?? 'no_stage' })
    else
      moves.push(
        restatement(
          state,
          way.filter((move) => move.track === track),
          { track, from, to, floor, saw, nth: nth + moves.length + 1, version: program.version },
        ),
      )
  }
  return { moves, stays, orphaned: refused.size === 0 ? 0 : countRulings(facts, refused), state }
}

/** Where a track's ledger left a contact. */
function standing({ facts }: KnownHistory, track: string): StageKey | null {
  const last = facts.findLast((fact): fact is Transition => fact.is === 'transition' && fact.track === track)
  return last?.to ?? null
}

function stayOf(
  program: Program,
  state: ContactState,
  facts: KnownHistory['facts'],
  track: string,
  to: StageKey | null,
): Stay | null {
  const deals = state.slots[program.dealsSlot] as SlotOf['deals']
  if (Object.values(deals).some((deal) => deal.state === 'open')) return 'opportunity'
  if (hasOpenHandoff(facts, track)) return 'handoff'
  return to === null ? 'no_stage' : null
}

/** Read from the same events as the criterion `handoff`. */
function hasOpenHandoff(facts: KnownHistory['facts'], track: string): boolean {
  const last = facts.findLast(
    (fact): fact is Event => fact.is === 'event' && fact.kind === 'handoff' && (fact.data['track'] ?? track) === track,
  )
  return OPEN.has(String(last?.data['state'] ?? ''))
}

const OPEN: ReadonlySet<string> = new Set(['started', 'assigned', 'accepted'])

function restatement(
  state: ContactState,
  way: readonly Transition[],
  given: {
    readonly track: string
    readonly from: StageKey | null
    readonly to: StageKey
    readonly floor: Time
    readonly saw: Saw
    readonly nth: number
    readonly version: number
  },
): Transition {
  const { track, from, to, floor, saw, nth, version } = given
  const { cycle, level, reason } = state.positions[track] ?? firstPosition
  return {
    is: 'transition',
    ...placeAfter({ at: floor, id: WAKE_ID }, track),
    contact: state.contact,
    nth,
    track,
    cycle,
    from,
    to,
    level,
    cause: 'publish',
    reason,
    actor: 'system',
    skipped: [],
    rule: RESTATED,
    version,
    saw,
    floor,
    leaves: way.at(-1)?.leaves ?? [],
    voidedBy: null,
    restated: way.map((move) => ({
      at: move.at,
      id: move.id,
      cycle: move.cycle,
      from: move.from,
      to: move.to,
      level: move.level,
      cause: move.cause,
      reason: move.reason,
      rule: move.rule,
    })),
  }
}
