import { emptySlot } from '../aggregates.ts'
import { type StageKey, type Time, type Transition, UNDATED } from '../facts.ts'
import type { Draft } from './draft.ts'
import type { Program, ProgramTrack } from './program.ts'
import { type Entry, firstPosition, type Position } from './state.ts'

/** What began another pass through each track: the counters of the cycle start anew. */
export function beginCycles(program: Program, draft: Draft, at: Time): void {
  for (const { key } of program.tracks) {
    const position = draft.positions[key] ?? firstPosition
    if (position.stage === null) continue
    draft.positions[key] = {
      ...position,
      cycle: position.cycle + 1,
      cycleSince: at,
      barred: after(position.barred, at),
    }
    empty(program, draft, program.emptiedAt[key]?.cycle ?? [])
  }
}

/** Takes a recorded move into a draft. */
export function foldTransition(program: Program, draft: Draft, transition: Transition): void {
  // Its way was folded before it, and has brought the contact there.
  if (transition.restated !== undefined) return
  const { track, at, from, to } = transition
  const definition = program.tracks.find(({ key }) => key === track)
  const before = draft.positions[track] ?? firstPosition
  const left = from === null ? undefined : definition?.byKey.get(from)
  const entered = definition?.byKey.get(to)
  const newCycle = transition.cycle > before.cycle
  const barred = overruled(before, transition, definition)
  draft.positions[track] = {
    stage: to,
    since: at,
    level: transition.level,
    reason: transition.reason,
    cause: transition.cause,
    cycle: transition.cycle,
    cycleSince: newCycle ? at : before.cycleSince,
    barred: newCycle ? after(barred, at) : barred,
    entered: [...before.entered, entryOf(transition)],
  }
  const slots = program.emptiedAt[track]
  empty(program, draft, slots?.entry ?? [])
  const fresh = entered?.detour === true && entered.evidence === 'since_entry'
  // A since_entry detour emptied the cycle's counters when it was entered; what came after is the new cycle's evidence.
  const alreadyFresh = left?.detour === true && left.evidence === 'since_entry'
  if (fresh || (newCycle && !alreadyFresh)) empty(program, draft, slots?.cycle ?? [])
}

function entryOf({ to, at, cycle, cause, rule }: Transition): Entry {
  return rule === UNDATED ? { stage: to, at, cycle, cause, undated: true } : { stage: to, at, cycle, cause }
}

/**
 * Whom a person takes out of a detour, the rule behind it may not put back; whom a person moves back,
 * no rule may move forward again on the evidence that there was.
 */
function overruled(
  before: Position,
  { from, to, at, cause }: Transition,
  track: ProgramTrack | undefined,
): Readonly<Record<StageKey, Time>> {
  const rest = Object.fromEntries(Object.entries(before.barred).filter(([stage]) => stage !== to))
  if (cause !== 'person' || from === null || track === undefined) return rest
  if (track.byKey.get(from)?.detour === true) return { ...rest, [from]: at }
  const [left, entered] = [from, to].map((key) => track.stages.findIndex((stage) => stage.key === key))
  if (left === undefined || entered === undefined || entered < 0 || left < entered) return rest
  return { ...rest, ...Object.fromEntries(track.stages.slice(entered + 1).map(({ key }) => [key, at])) }
}

/** A new cycle forgets what was overruled, but not a void that is yet to come. */
function after(barred: Position['barred'], at: Time): Position['barred'] {
  return Object.fromEntries(Object.entries(barred).filter(([, until]) => until > at))
}

function empty(program: Program, draft: Draft, slots: readonly number[]): void {
  for (const index of slots) {
    const aggregate = program.aggregates[index]
    if (aggregate !== undefined) draft.slots[index] = emptySlot(aggregate)
  }
}
