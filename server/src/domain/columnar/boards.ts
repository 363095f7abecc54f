import type { StageKey } from '../facts.ts'
import { obstacleTo } from '../lifecycle/move.ts'
import type { Exit, Program, ProgramDetour, ProgramStage, ProgramTrack, StageCalendar } from '../lifecycle/program.ts'
import type { Position } from '../lifecycle/state.ts'
import { type BoundTree, mayTurn } from '../lifecycle/tree.ts'
import { type BoardCode, boardCode, type Surroundings, truthOfAll } from './board-code.ts'
import { readsOfTrees } from './tree-reads.ts'

/** A rule that may move a contact from where it stands. */
export interface Candidate {
  readonly to: StageKey
  readonly cause: 'rule' | 'exit'
  /** False: where it holds, or may hold by time, the decision itself has to say what follows. */
  readonly plain: boolean
  /** An exclusion into where the contact stands: no other rule counts while it holds. */
  readonly stays: boolean
  readonly detour: ProgramDetour | null
  readonly reason: string | null
  readonly stage: ProgramStage | null
  /** Why the stage may not be entered now, its criteria apart. */
  hindered(position: Position): boolean
  /** An exit after some time: in whose working time it is counted. */
  readonly exit: { readonly rule: Exit; readonly calendar: StageCalendar; readonly place: number } | null
}

/** The rules that may move a contact from one place of a track, in the order in which they are asked. */
export interface Board {
  readonly stage: StageKey | null
  readonly candidates: readonly Candidate[]
  readonly code: BoardCode
  /** What each of them rests on, in the same order. */
  readonly reads: readonly CandidateReads[]
}

interface CandidateReads {
  readonly slots: ReadonlySet<number>
  /** Whether values of the account count. */
  readonly line: boolean
  /** Whether points count. */
  readonly points: boolean
  /** Numbers of what is needed before they do; null where any may matter. */
  readonly needs: readonly number[] | null
}

/** The boards of a track by place; null is before the first stage. */
export function boardsOf(
  program: Program,
  track: ProgramTrack,
  surroundings: Surroundings,
): ReadonlyMap<StageKey | null, Board> {
  const places: readonly (StageKey | null)[] = [null, ...track.byKey.keys()]
  return new Map(places.map((stage) => [stage, boardOf(program, track, stage, surroundings)]))
}

interface Place {
  readonly program: Program
  readonly track: ProgramTrack
  readonly key: StageKey | null
  readonly stage: ProgramStage | null
  readonly detour: ProgramDetour | null
}

function boardOf(program: Program, track: ProgramTrack, key: StageKey | null, surroundings: Surroundings): Board {
  const { lazy } = surroundings
  const present = key === null ? undefined : track.byKey.get(key)
  const place: Place = {
    program,
    track,
    key,
    stage: present?.detour === false ? present : null,
    detour: present?.detour === true ? present : null,
  }
  const found = [...exclusions(place), ...detours(place), ...stages(place), ...exits(place)]
  // A hand-raise breaks a cool-off, whatever it is that holds then.
  const raised = place.detour?.coolOff == null || program.handRaiseSlot === null ? [] : [program.handRaiseSlot]
  return {
    stage: key,
    candidates: found.map(({ candidate }) => candidate),
    code: boardCode(
      found.map(({ trees }) => ({ trees, truth: truthOfAll(trees, lazy) })),
      surroundings,
    ),
    reads: found.map(({ trees }) => {
      const { slots, scores, needs, line } = readsOfTrees(trees)
      return {
        slots: new Set([...slots, ...raised]),
        points: scores.size > 0,
        line,
        needs: needs === null ? null : needs.map((needed) => lazy.need(needed)),
      }
    }),
  }
}

interface Found {
  readonly candidate: Candidate
  readonly trees: readonly (BoundTree | null)[]
}

const candidate: Omit<Candidate, 'to'> = {
  cause: 'rule',
  plain: true,
  stays: false,
  detour: null,
  reason: null,
  stage: null,
  hindered: () => false,
  exit: null,
}

function exclusions({ track, key, detour }: Place): readonly Found[] {
  return track.exclusions.flatMap(({ condition, to, reason }): Found[] => {
    if (to !== key && detour?.locked === true) return []
    const stays = to === key
    return [
      {
        candidate: {
          ...candidate,
          to,
          stays,
          plain: !(stays && mayTurn(condition)),
          reason: reason,
        },
        trees: [condition],
      },
    ]
  })
}

function detours({ track, key, stage, detour: present }: Place): readonly Found[] {
  if (present?.locked === true) return []
  return track.detours.flatMap((detour): Found[] => {
    if (detour.when === null || detour === present) return []
    const from =
      key === null ? detour.from.length === 0 : detour.from.length === 0 ? stage !== null : detour.from.includes(key)
    if (!from) return []
    return [
      {
        candidate: {
          ...candidate,
          to: detour.key,
          plain: present === null || leavesPlainly(present),
          detour,
        },
        trees: [detour.when],
      },
    ]
  })
}

/** Whether leaving a detour asks for no fresh evidence and begins no new cycle. */
function leavesPlainly({ evidence, newCycle }: ProgramDetour): boolean {
  return evidence !== 'since_entry' && !newCycle
}

function stages({ track, key, stage: present, detour }: Place): readonly Found[] {
  if (detour !== null && (detour.locked || detour.back === 'manual')) return []
  const index = present === null ? -1 : track.stages.indexOf(present)
  const least = detour?.returnTo == null ? 0 : (track.orderOf.get(detour.returnTo) ?? 0)
  const found: Found[] = []
  for (let to = track.stages.length - 1; to > index && to >= least; to--) {
    const stage = track.stages[to]
    if (stage === undefined || stage.mode !== 'automatic' || stage.when === null) continue
    if (stage.from.length > 0 && (key === null || !stage.from.includes(key))) continue
    const free = stage.requires.length === 0 && !track.stages.slice(index + 1, to).some(({ gate }) => gate)
    found.push({
      candidate: {
        ...candidate,
        to: stage.key,
        plain: detour === null || (detour.coolOff === null && leavesPlainly(detour)),
        stage,
        hindered: free ? () => false : (position) => obstacleTo(track, position, stage, to, index) !== null,
      },
      trees: [stage.when],
    })
  }
  return found
}

function exits({ stage, detour }: Place): readonly Found[] {
  const present = stage ?? detour
  return (present?.exits ?? []).map(
    (exit, place): Found => ({
      candidate: {
        ...candidate,
        to: exit.to,
        cause: 'exit',
        plain: false,
        exit: present === null || exit.after === null ? null : { rule: exit, calendar: present.calendar, place },
      },
      trees: [exit.when, exit.condition],
    }),
  )
}
