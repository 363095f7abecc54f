import type { SlotOf } from '../aggregates.ts'
import { addWorking } from '../calendar/working-time.ts'
import type { Move, StageKey, Time } from '../facts.ts'
import { type Message, message } from '../message.ts'
import { judgePending } from './judge.ts'
import { makeMove, obstacleTo } from './move.ts'
import type { Exit, Program, ProgramDetour, ProgramStage, ProgramTrack } from './program.ts'
import { type ContactState, firstPosition, type Position } from './state.ts'
import type { BoundTree } from './tree.ts'

/** An approval stage whose criteria hold: someone of its team may confirm. */
export interface Proposal {
  readonly track: string
  readonly from: StageKey | null
  readonly to: StageKey
}

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
  if (state.known === 0)
    return state.pending.length === 0 ? NOTHING : { ...NOTHING, refused: message('ruling.unknown_contact') }
  const moves: Move[] = []
  const proposals: Proposal[] = []
  const alarm = new Alarm(now)
  let refused: Message | null = null
  for (const track of tracks) {
    const position = state.positions[track.key] ?? firstPosition
    const pending = state.pending.find((one) => one.track === track.key)
    if (pending !== undefined) {
      const judged = judgePending(track, position, pending, state, now)
      if ('move' in judged) {
        moves.push(judged.move)
        continue
      }
      refused = judged.refused
    }
    const judge = new TrackJudge(program, track, position, state, now, alarm)
    const move = judge.nextMove()
    // One move a moment: a second that would hold waits a millisecond.
    const moved = position.stage !== null && position.since === now
    if (move !== null && !moved) moves.push(move)
    else if (move !== null) alarm.at(now + 1)
    const proposal = judge.proposal(move !== null && !moved ? move.to : position.stage)
    if (proposal !== null) proposals.push(proposal)
  }
  return { moves, proposals, wakeAt: alarm.next, refused }
}

/** Collects the earliest moment at which to look again. */
class Alarm {
  next: Time | null = null
  readonly #now: Time

  constructor(now: Time) {
    this.#now = now
  }

  at(moment: Time | null): void {
    if (moment === null) return
    const later = Math.max(moment, this.#now + 1)
    if (this.next === null || later < this.next) this.next = later
  }
}

/** The rules of one track, for one contact at one moment. */
class TrackJudge {
  readonly #program: Program
  readonly #track: ProgramTrack
  readonly #position: Position
  readonly #state: ContactState
  readonly #now: Time
  readonly #alarm: Alarm
  readonly #detour: ProgramDetour | null
  readonly #stage: ProgramStage | null
  readonly #index: number

  constructor(program: Program, track: ProgramTrack, position: Position, state: ContactState, now: Time, alarm: Alarm) {
    const present = position.stage === null ? undefined : track.byKey.get(position.stage)
    this.#program = program
    this.#track = track
    this.#position = position
    this.#state = state
    this.#now = now
    this.#alarm = alarm
    this.#detour = present?.detour === true ? present : null
    this.#stage = present?.detour === false ? present : null
    this.#index = this.#stage === null ? -1 : track.stages.indexOf(this.#stage)
  }

  /** Exclusions, then detours in document order, then the furthest automatic stage, then exits: the first that moves wins. */
  nextMove(): Move | null {
    const exclusion = this.#exclusion()
    if (exclusion !== undefined) return exclusion
    return this.#detourEntry() ?? this.#stageEntry() ?? this.#exit()
  }

  /** Undefined: nothing excludes. Null: excluded, and already where it belongs. */
  #exclusion(): Move | null | undefined {
    for (const [index, { condition, to, reason }] of this.#track.exclusions.entries()) {
      if (this.#position.barred[to] !== undefined) continue
      if (condition.test(this.#state, this.#now)) {
        if (this.#position.stage === to) {
          this.#alarm.at(condition.until(this.#state, this.#now, false))
          return null
        }
        if (this.#detour?.locked === true) continue
        return this.#move(to, 'rule', reason, `exclude.${index}`)
      }
      this.#alarm.at(condition.until(this.#state, this.#now, true))
    }
    return undefined
  }

  #detourEntry(): Move | null {
    if (this.#detour?.locked === true) return null
    for (const detour of this.#track.detours) {
      if (detour.when === null || detour === this.#detour || !this.#mayComeFrom(detour)) continue
      if (this.#holds(detour.when, this.#freshSince(detour.key)))
        return this.#move(detour.key, 'rule', null, `detours.${detour.key}.entry`)
    }
    return null
  }

  #mayComeFrom(detour: ProgramDetour): boolean {
    const { stage } = this.#position
    if (stage === null) return detour.from.length === 0
    return detour.from.length === 0 ? this.#stage !== null : detour.from.includes(stage)
  }

  #stageEntry(): Move | null {
    if (!this.#mayLeaveForStages()) return null
    const least = this.#detour?.returnTo == null ? 0 : (this.#track.orderOf.get(this.#detour.returnTo) ?? 0)
    for (let index = this.#track.stages.length - 1; index > this.#index && index >= least; index--) {
      const stage = this.#track.stages[index]
      if (stage === undefined || stage.mode !== 'automatic' || stage.when === null) continue
      if (this.#obstacle(stage, index) !== null) continue
      if (this.#holds(stage.when, this.#freshSince(stage.key)))
        return this.#move(stage.key, 'rule', null, `stages.${stage.key}.entry`)
    }
    return null
  }

  /** A locked detour is opened by a person only; a cool-off is broken by a hand-raise only. */
  #mayLeaveForStages(): boolean {
    const detour = this.#detour
    if (detour === null) return true
    if (detour.locked || detour.back === 'manual') return false
    if (detour.coolOff === null) return true
    const cool = addWorking(detour.calendar.openings, detour.calendar.zone, this.#position.since, detour.coolOff)
    if (this.#now >= cool) return true
    const raised =
      this.#program.handRaiseSlot === null ? [] : (this.#state.slots[this.#program.handRaiseSlot] as SlotOf['times'])
    if ((raised.at(-1) ?? 0) > this.#position.since) return true
    this.#alarm.at(cool)
    return false
  }

  /** Why a stage may not be entered now, its criteria apart. */
  #obstacle(stage: ProgramStage, index: number): 'from' | 'requires' | 'gate' | null {
    return obstacleTo(this.#track, this.#position, stage, index, this.#index)
  }

  /** The moment after which evidence must lie, or null where none is asked for. */
  #freshSince(to: StageKey): Time | null {
    const barred = this.#position.barred[to] ?? null
    const entry = this.#detour?.evidence === 'since_entry' ? this.#position.since : null
    return barred === null ? entry : Math.max(barred, entry ?? 0)
  }

  #holds(criteria: BoundTree, freshSince: Time | null): boolean {
    if (!criteria.test(this.#state, this.#now)) {
      this.#alarm.at(criteria.until(this.#state, this.#now, true))
      return false
    }
    if (freshSince === null || (criteria.latest(this.#state, this.#now) ?? 0) > freshSince) return true
    // It holds on old evidence: only a new event, or a condition that time turns, can make it fresh.
    this.#alarm.at(criteria.turns(this.#state, this.#now))
    return false
  }

  #exit(): Move | null {
    const present = this.#stage ?? this.#detour
    if (present === null) return null
    for (const [index, exit] of present.exits.entries()) {
      if (!exit.evenWithOpenOpportunity && this.#hasOpenOpportunity()) continue
      if (this.#exitHolds(exit, present))
        return this.#move(
          exit.to,
          'exit',
          exit.reason,
          `${present.detour ? 'detours' : 'stages'}.${present.key}.exits.${index}`,
        )
    }
    return null
  }

  #exitHolds(exit: Exit, present: ProgramStage | ProgramDetour): boolean {
    if (exit.after !== null) {
      const due = addWorking(present.calendar.openings, present.calendar.zone, this.#position.since, exit.after)
      if (this.#now < due) {
        this.#alarm.at(due)
        return false
      }
    }
    for (const criteria of [exit.when, exit.condition]) {
      if (criteria === null || criteria.test(this.#state, this.#now)) continue
      this.#alarm.at(criteria.until(this.#state, this.#now, true))
      return false
    }
    return true
  }

  #hasOpenOpportunity(): boolean {
    const deals = this.#state.slots[this.#program.dealsSlot] as SlotOf['deals']
    return Object.values(deals).some((deal) => deal.state === 'open')
  }

  /** The furthest approval stage beyond `stage` whose criteria hold. */
  proposal(stage: StageKey | null): Proposal | null {
    if (this.#detour?.locked === true && stage === this.#detour.key) return null
    const order = stage === null ? -1 : (this.#track.orderOf.get(stage) ?? -1)
    for (let index = this.#track.stages.length - 1; index > order; index--) {
      const candidate = this.#track.stages[index]
      if (candidate?.mode !== 'approval' || candidate.when === null || this.#obstacle(candidate, index) !== null)
        continue
      if (this.#holds(candidate.when, this.#freshSince(candidate.key)))
        return { track: this.#track.key, from: stage, to: candidate.key }
    }
    return null
  }

  #move(to: StageKey, cause: Move['cause'], reason: string | null, rule: string): Move {
    return makeMove(this.#track, this.#position, this.#state, this.#now, { to, cause, reason, rule, actor: 'system' })
  }
}
