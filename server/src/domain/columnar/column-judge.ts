import { addWorking } from '../calendar/working-time.ts'
import type { StageKey, Time } from '../facts.ts'
import { decide } from '../lifecycle/decide.ts'
import type { Draft } from '../lifecycle/draft.ts'
import type { Program, ProgramTrack } from '../lifecycle/program.ts'
import { restUntil } from '../lifecycle/rest.ts'
import { firstPosition, type Position } from '../lifecycle/state.ts'
import type { MovesBuilder } from '../what-if/moves.ts'
import { MAY } from './board-code.ts'
import { boardsOf, type Candidate } from './boards.ts'
import type { CodePlan } from './code-plan.ts'
import { ColumnMover } from './column-mover.ts'
import { Grader } from './grader.ts'
import type { LazyPoints } from './lazy-points.ts'
import type { Needs } from './needs.ts'
import { Relevance } from './relevance.ts'
import { ALL, bitsAfter } from './relevance-bits.ts'
import type { LazyState } from './truth.ts'

const NEVER = Number.POSITIVE_INFINITY

interface Parts {
  readonly program: Program
  readonly draft: Draft
  readonly points: LazyPoints
  readonly needs: Needs
  readonly moves: MovesBuilder
  readonly plans: readonly CodePlan[]
  readonly tally: Tally
}

/** How often it was decided, and how often a look at the rules was not enough. */
export interface Tally {
  settled: number
  asked: number
}

/**
 * Decides for the contact at hand. Most often a look at the rules that may move it from where it stands tells that none does, or that a plain one
 * does; all else (fresh evidence, cool-offs, bars, what time may bring, people's moves) is left to `decide`, on the same state.
 */
export class ColumnJudge {
  /** When to look again though nothing happens. */
  wakeAt: Time = NEVER
  readonly #program: Program
  readonly #draft: Draft
  readonly #points: LazyPoints
  readonly #tally: Tally
  readonly #mover: ColumnMover
  readonly #only: ProgramTrack | null
  readonly #boards: readonly ReadonlyMap<StageKey | null, Relevance>[]
  readonly #relevance: Relevance[] = []
  /** True where no rule moves and none waits for anything but facts: then those that a fact touches are looked at, and no others. */
  #quiet = false
  #alarm = NEVER
  readonly #dues: Time[] = []

  constructor({ program, draft, points, needs, moves, plans, tally }: Parts) {
    this.#tally = tally
    this.#program = program
    this.#draft = draft
    this.#points = points
    const lazy: LazyState = {
      state: draft,
      need: (needed) => needs.number(needed),
      isMet: (need) => needs.isMet(need),
      fold: () => points.fold(),
    }
    this.#mover = new ColumnMover({ program, draft, points, moves }, new Grader(program.grade, lazy))
    this.#only = program.tracks.length === 1 ? (program.tracks[0] ?? null) : null
    this.#boards = program.tracks.map(
      (track) =>
        new Map(
          [...boardsOf(program, track, { lazy, needs })].map(([key, board]) => [
            key,
            new Relevance(board, plans, needs),
          ]),
        ),
    )
  }

  begin(): void {
    for (const { key } of this.#program.tracks) this.#draft.positions[key] = firstPosition
    this.wakeAt = NEVER
    this.#quiet = false
    this.#findBoards()
  }

  /** To be called after the fold itself took in a fact. */
  refresh(): void {
    this.#mover.refresh()
  }

  /** After the account's values changed. */
  reactToLine(now: Time): void {
    const [only] = this.#relevance
    if (this.#quiet && this.wakeAt > now && only !== undefined) this.#settleTouched(only.lined, now)
    else this.settle(now)
  }

  /** After a fact that changed slots or points: decides anew where the last decision may be another. */
  react(code: number, now: Time): void {
    if (this.wakeAt <= now) {
      this.settle(now)
      return
    }
    for (let track = 0; track < this.#relevance.length; track++) {
      const touched = (this.#relevance[track] as Relevance).touched(code)
      if (touched === 0) continue
      if (this.#quiet) this.#settleTouched(touched, now)
      else this.settle(now)
      return
    }
  }

  settle(now: Time): void {
    this.#tally.settled += 1
    this.#quiet = false
    const track = this.#only
    if (track === null) {
      this.#settleTracks(now)
      return
    }
    const found = this.#next(track, 0, now, ALL)
    if (found === null) this.wakeAt = this.#alarm
    else if (found === 'ask') this.settleWhole(now)
    else this.#moveUnlessResting(track, found, now)
  }

  /** All rules but those that a fact touched stay as they were: they move nobody. */
  #settleTouched(touched: number, now: Time): void {
    const track = this.#only
    if (track === null) {
      this.settle(now)
      return
    }
    if (touched === 0) return
    this.#tally.settled += 1
    const found = this.#next(track, 0, now, touched)
    if (found === null) this.wakeAt = Math.min(this.wakeAt, this.#alarm)
    else if (found === 'ask') this.settleWhole(now)
    else this.#moveUnlessResting(track, found, now)
  }

  #moveUnlessResting(track: ProgramTrack, found: Candidate, now: Time): void {
    const rest = restUntil(this.#position(track), now)
    if (rest !== null) {
      this.#quiet = false
      this.wakeAt = rest
      return
    }
    this.#mover.moveBy(track, found, now)
    this.#findBoards()
    const after = this.#next(track, 0, now, ALL)
    if (after === null) this.wakeAt = this.#alarm
    else if (after === 'ask') this.#askWhen(now)
    else {
      this.#quiet = false
      this.wakeAt = now + 1
    }
  }

  /** Of several tracks each is asked; one that may move sends all to the decision itself. */
  #settleTracks(now: Time): void {
    let alarm = NEVER
    for (const [index, track] of this.#program.tracks.entries()) {
      if (this.#next(track, index, now, ALL) !== null) {
        this.settleWhole(now)
        return
      }
      alarm = Math.min(alarm, this.#alarm)
    }
    this.wakeAt = alarm
  }

  /** The decision itself, and all that it asks for, as `walk` has it; whether it followed what a person, a file or a merge asked for. */
  settleWhole(now: Time): boolean {
    this.#tally.asked += 1
    this.#quiet = false
    this.#points.fold()
    let next = decide(this.#program, this.#draft, now)
    const followed = next.refused === null
    if (next.moves.length > 0) {
      for (const move of next.moves) this.#mover.record(move, now)
      this.#findBoards()
      next = decide(this.#program, this.#draft, now)
    }
    this.wakeAt = next.wakeAt ?? NEVER
    return followed
  }

  #askWhen(now: Time): void {
    this.#tally.asked += 1
    this.#quiet = false
    this.#points.fold()
    this.wakeAt = decide(this.#program, this.#draft, now).wakeAt ?? NEVER
  }

  /**
   * Of the rules asked for by their bits, the one that moves now; null where none does, with `#alarm` for when time may bring one; 'ask' where
   * only the decision itself can tell.
   */
  #next(track: ProgramTrack, index: number, now: Time, asked: number): Candidate | 'ask' | null {
    this.#alarm = NEVER
    this.#quiet = false
    const position = this.#position(track)
    if (position.barred !== firstPosition.barred) return 'ask'
    const { candidates, code } = this.#relevance[index] as Relevance
    let found = code(asked, now)
    while (found >= 0) {
      const place = found & (MAY - 1)
      const candidate = candidates[place] as Candidate
      const waits =
        candidate.hindered(position) || (candidate.exit !== null && this.#isEarly(candidate.exit, position, now))
      if (!waits) {
        if (found >= MAY || !candidate.plain) return 'ask'
        return candidate.stays ? null : candidate
      }
      found = code(asked & bitsAfter(place), now)
    }
    this.#quiet = true
    return null
  }

  /** An exit whose time has not come; it is looked at again then. */
  #isEarly({ rule, calendar, place }: NonNullable<Candidate['exit']>, { since }: Position, now: Time): boolean {
    if (rule.after === null) return false
    const due =
      (this.#only === null ? undefined : this.#dues[place]) ??
      addWorking(calendar.openings, calendar.zone, since, rule.after)
    if (this.#only !== null) this.#dues[place] = due
    if (now >= due) return false
    this.#alarm = Math.min(this.#alarm, Math.max(Math.floor(due), now + 1))
    return true
  }

  #position({ key }: ProgramTrack): Position {
    return this.#draft.positions[key] ?? firstPosition
  }

  /** Finds the rules for where the contact stands now. */
  #findBoards(): void {
    if (this.#dues.length > 0) this.#dues.length = 0
    for (let index = 0; index < this.#boards.length; index++) {
      const track = this.#program.tracks[index] as ProgramTrack
      const board = this.#boards[index]?.get(this.#position(track).stage)
      if (board !== undefined) this.#relevance[index] = board
    }
  }
}
