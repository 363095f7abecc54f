import { type Move, type Time, UNDATED } from '../facts.ts'
import { type Message, message } from '../message.ts'
import { makeMove, obstacleTo } from './move.ts'
import type { ProgramDetour, ProgramStage, ProgramTrack } from './program.ts'
import type { ContactState, Pending, Position } from './state.ts'

export type Judged = { readonly move: Move } | { readonly refused: Message }

/**
 * Whether a person's move, an asserted stage or a merge is followed.
 * A person may move forward where the lifecycle lets one, into a detour that may be entered from there, and back with a reason; `force` overrules all but unknown stages.
 */
export function judgePending(
  track: ProgramTrack,
  position: Position,
  pending: Pending,
  state: ContactState,
  now: Time,
): Judged {
  const refused = refusal(track, position, pending, state, now)
  if (refused !== null) return { refused }
  const { to, cause, reason, actor, undated } = pending
  const rule = undated ? UNDATED : null
  return { move: makeMove(track, position, state, now, { to, cause, reason, actor, rule }) }
}

function refusal(
  track: ProgramTrack,
  position: Position,
  pending: Pending,
  state: ContactState,
  now: Time,
): Message | null {
  const { to, from, force } = pending
  const target = track.byKey.get(to)
  if (target === undefined) return message('ruling.unknown_stage', { stage: to })
  if (from !== undefined && from !== position.stage)
    return message('ruling.moved_on', { saw: from, stage: position.stage })
  if (position.stage === to) return message('ruling.already_there', { stage: to })
  if (force) return null
  return target.detour
    ? detourRefusal(position, pending, target)
    : stageRefusal(track, position, pending, target, state, now)
}

function detourRefusal({ stage }: Position, { to, reason }: Pending, { reasons, from }: ProgramDetour): Message | null {
  if (reasons.length > 0 && (reason === null || !reasons.includes(reason)))
    return message('ruling.reason_needed', { stage: to, reasons })
  const mayEnter = from.length === 0 || (stage !== null && from.includes(stage))
  return mayEnter ? null : message('ruling.not_from_here', { stage: to, from })
}

function stageRefusal(
  track: ProgramTrack,
  position: Position,
  { to, reason }: Pending,
  target: ProgramStage,
  state: ContactState,
  now: Time,
): Message | null {
  const present = position.stage === null ? undefined : track.byKey.get(position.stage)
  if (present?.detour === true && present.locked && reason === null)
    return message('ruling.locked', { stage: present.key })
  // Entering the detour emptied the counters, so the criteria of a stage that the contact was in may not hold any more.
  if (present?.detour === true && position.entered.some(({ stage }) => stage === to)) return null
  const index = track.stages.indexOf(target)
  const here = present?.detour === false ? track.stages.indexOf(present) : -1
  if (index < here) return reason === null ? message('ruling.back_needs_reason', { stage: to }) : null
  const obstacle = obstacleTo(track, position, target, index, here)
  if (obstacle !== null)
    return message(`ruling.${obstacle}`, { stage: to, requires: target.requires, from: target.from })
  if (target.mode !== 'manual' && target.when !== null && !target.when.test(state, now))
    return message('ruling.criteria', { stage: to })
  return null
}
