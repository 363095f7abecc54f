import { emptySlot, type SlotOf } from '../aggregates.ts'
import type { Move, Time, Transition } from '../facts.ts'
import { lossReason } from '../lifecycle/deals.ts'
import type { Draft } from '../lifecycle/draft.ts'
import { foldTransition } from '../lifecycle/fold-transition.ts'
import type { Program, ProgramTrack } from '../lifecycle/program.ts'
import { firstPosition, type Position } from '../lifecycle/state.ts'
import { type MovesBuilder, moveCause } from '../what-if/moves.ts'
import type { Candidate } from './boards.ts'
import type { Grader } from './grader.ts'
import type { LazyPoints } from './lazy-points.ts'

/** Carries out the moves of the contact at hand: notes them, and takes them into its state. */
export class ColumnMover {
  readonly #program: Program
  readonly #draft: Draft
  readonly #points: LazyPoints
  readonly #moves: MovesBuilder
  readonly #grader: Grader

  constructor(
    { program, draft, points, moves }: { program: Program; draft: Draft; points: LazyPoints; moves: MovesBuilder },
    grader: Grader,
  ) {
    this.#program = program
    this.#draft = draft
    this.#points = points
    this.#moves = moves
    this.#grader = grader
  }

  /** A move from an ordered stage, or from none, by a rule that needs no fresh evidence. */
  moveBy(track: ProgramTrack, { to, cause, detour, reason, stage }: Candidate, now: Time): void {
    this.#moves.add(to, now, cause, this.#grader.grade(now))
    const before = this.#draft.positions[track.key] ?? firstPosition
    const position: Position = {
      stage: to,
      since: now,
      level: stage === null || stage.levels.length === 0 ? null : this.#level(stage.levels, now),
      reason: detour === null ? reason : this.#lossReason(detour.reasons),
      cause,
      cycle: before.cycle,
      cycleSince: before.cycleSince,
      barred: before.barred,
      entered: [...before.entered, { stage: to, at: now, cycle: before.cycle, cause }],
    }
    const entered = track.byKey.get(to)
    if (entered?.detour === true && entered.evidence === 'since_entry') this.#empty(track.key, 'cycle')
    this.#empty(track.key, 'entry')
    this.#draft.positions[track.key] = position
  }

  #lossReason(reasons: readonly string[]): string | null {
    if (reasons.length === 0) return null
    const said = lossReason(this.#draft.slots[this.#program.dealsSlot] as SlotOf['deals'])?.toLowerCase()
    return reasons.find((reason) => reason.toLowerCase() === said) ?? null
  }

  #level(levels: NonNullable<Candidate['stage']>['levels'], now: Time): string | null {
    this.#points.fold()
    return levels.find(({ when }) => when === null || when.test(this.#draft, now))?.key ?? null
  }

  #empty(track: string, since: 'entry' | 'cycle'): void {
    const slots = this.#program.emptiedAt[track]?.[since] ?? []
    if (slots.length === 0) return
    this.#points.fold()
    for (const slot of slots) {
      const aggregate = this.#program.aggregates[slot]
      if (aggregate !== undefined) this.#draft.slots[slot] = emptySlot(aggregate)
    }
    this.#points.reload()
  }

  record(move: Move, now: Time): void {
    this.#moves.add(move.to, now, moveCause(move), this.#grader.grade(now))
    const transition: Transition = { ...move, ...UNRECORDED, at: now }
    this.#draft.pending = []
    foldTransition(this.#program, this.#draft, transition)
    this.refresh()
  }

  /** To be called after the fold itself took in a fact. */
  refresh(): void {
    this.#shareEmptyBars()
    this.#points.reload()
  }

  /** No bars are the same object everywhere, so that a look tells. */
  #shareEmptyBars(): void {
    for (const { key } of this.#program.tracks) {
      const position = this.#draft.positions[key]
      if (position !== undefined && position.barred !== firstPosition.barred && isEmpty(position.barred))
        this.#draft.positions[key] = { ...position, barred: firstPosition.barred }
    }
  }
}

function isEmpty(object: object): boolean {
  for (const _key in object) return false
  return true
}

/** What of a transition is of no use to a walk whose moves nobody records. */
const UNRECORDED = {
  is: 'transition',
  id: '',
  contact: '',
  nth: 0,
  version: 0,
  saw: { seq: 0, lines: {} },
  floor: null,
  leaves: [],
  voidedBy: null,
} as const
