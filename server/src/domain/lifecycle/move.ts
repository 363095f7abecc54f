import type { Move, StageKey, Time } from '../facts.ts'
import type { ProgramStage, ProgramTrack } from './program.ts'
import type { ContactState, Position } from './state.ts'

/** Why a stage may not be entered from a position, its criteria apart; null where it may. */
export function obstacleTo(
  track: ProgramTrack,
  position: Position,
  stage: ProgramStage,
  index: number,
  from: number,
): 'from' | 'requires' | 'gate' | null {
  if (stage.from.length > 0 && (position.stage === null || !stage.from.includes(position.stage))) return 'from'
  if (stage.requires.some((key) => !position.entered.some((entry) => entry.stage === key))) return 'requires'
  const passed = (key: StageKey) =>
    position.entered.some((entry) => entry.stage === key && entry.cycle === position.cycle)
  for (let between = from + 1; between < index; between++) {
    const gate = track.stages[between]
    if (gate?.gate === true && !passed(gate.key)) return 'gate'
  }
  return null
}

interface MoveParts extends Pick<Move, 'to' | 'cause' | 'reason' | 'rule' | 'actor'> {}

/** A move with its cycle, its level, and the stages that it passes over. */
export function makeMove(
  track: ProgramTrack,
  position: Position,
  state: ContactState,
  now: Time,
  parts: MoveParts,
): Move {
  const left = position.stage === null ? undefined : track.byKey.get(position.stage)
  const entered = track.byKey.get(parts.to)
  // A new deal or employer may have begun the cycle already, while the contact stood in the detour.
  const newCycle = left?.detour === true && left.newCycle && position.cycleSince <= position.since
  const level =
    entered?.detour === false
      ? (entered.levels.find(({ when }) => when === null || when.test(state, now))?.key ?? null)
      : null
  return {
    track: track.key,
    cycle: newCycle ? position.cycle + 1 : position.cycle,
    from: position.stage,
    level,
    skipped: skippedStages(track, position, state, now, parts.to),
    ...parts,
  }
}

function skippedStages(
  track: ProgramTrack,
  position: Position,
  state: ContactState,
  now: Time,
  to: StageKey,
): Move['skipped'] {
  const target = track.stages.findIndex(({ key }) => key === to)
  const from = position.stage === null ? -1 : track.stages.findIndex(({ key }) => key === position.stage)
  if (target < 0 || (position.stage !== null && from < 0)) return []
  return track.stages.slice(from + 1, Math.max(from + 1, target)).map((stage) => {
    if (stage.mode === 'manual') return { stage: stage.key, why: 'manual' as const }
    if (stage.mode === 'approval') return { stage: stage.key, why: 'approval' as const }
    if (stage.requires.some((key) => !position.entered.some((entry) => entry.stage === key)))
      return { stage: stage.key, why: 'requires' as const }
    if (stage.from.length > 0 && (position.stage === null || !stage.from.includes(position.stage)))
      return { stage: stage.key, why: 'from' as const }
    return {
      stage: stage.key,
      why: stage.when?.test(state, now) === true ? ('passed' as const) : ('criteria' as const),
    }
  })
}
