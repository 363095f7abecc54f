import type { Move, Time } from '../facts.ts'
import { type Message, message } from '../message.ts'
import { Alarm } from './alarm.ts'
import { judgePending } from './judge.ts'
import type { Program, ProgramTrack } from './program.ts'
import { restUntil } from './rest.ts'
import { type ContactState, firstPosition } from './state.ts'
import { type Proposal, TrackJudge } from './track-judge.ts'

export interface Decision {
  /** At most one for each track. */
  readonly moves: readonly Move[]
  /** At most one for each track. */
  readonly proposals: readonly Proposal[]
  /** When time alone may next bring a move, or a proposal: > now, never late. */
  readonly wakeAt: Time | null
  /** Why a person's move was not followed. */
  readonly refused: Message | null
}

const NOTHING: Decision = { moves: [], proposals: [], wakeAt: null, refused: null }

/**
 * Stay or move; what to propose; when to look again. Pure: program, state and moment decide, no clock is read.
 * @param tracks the tracks to be decided (default: all).
 */
export function decide(
  program: Program,
  state: ContactState,
  now: Time,
  tracks: readonly ProgramTrack[] = program.tracks,
): Decision {
  const lost = state.pending.find(({ track }) => !program.tracks.some(({ key }) => key === track))
  if (lost !== undefined) return { ...NOTHING, refused: message('ruling.unknown_track', { track: lost.track }) }
  if (state.known === 0)
    return state.pending.length === 0 ? NOTHING : { ...NOTHING, refused: message('ruling.unknown_contact') }
  const alarm = new Alarm(now)
  const moves: Move[] = []
  const proposals: Proposal[] = []
  let refused: Message | null = null
  // A plain loop: this runs after every event, and most documents have one track.
  for (const track of tracks) {
    const decided = decideTrack(program, track, state, now, alarm)
    if (decided.move !== null) moves.push(decided.move)
    if (decided.proposal !== null) proposals.push(decided.proposal)
    refused ??= decided.refused
  }
  return { moves, proposals, wakeAt: alarm.next, refused }
}

interface TrackDecision {
  readonly move: Move | null
  readonly proposal: Proposal | null
  readonly refused: Message | null
}

function decideTrack(
  program: Program,
  track: ProgramTrack,
  state: ContactState,
  now: Time,
  alarm: Alarm,
): TrackDecision {
  const position = state.positions[track.key] ?? firstPosition
  const pending = state.pending.length === 0 ? undefined : state.pending.find((one) => one.track === track.key)
  const judged = pending === undefined ? null : judgePending(track, position, pending, state, now)
  if (judged !== null && 'move' in judged) return { move: judged.move, proposal: null, refused: null }
  const judge = new TrackJudge(program, track, position, state, now, alarm)
  const next = judge.nextMove()
  const rest = next === null ? null : restUntil(position, now)
  if (rest !== null) alarm.at(rest)
  const move = rest === null ? next : null
  return { move, proposal: judge.proposal(move?.to ?? position.stage), refused: judged?.refused ?? null }
}
