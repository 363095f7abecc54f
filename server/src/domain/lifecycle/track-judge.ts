import type { SlotOf } from '../aggregates.ts'
import { addWorking } from '../calendar/working-time.ts'
import type { Move, StageKey, Time } from '../facts.ts'
import type { Alarm } from './alarm.ts'
import { lossReason } from './deals.ts'
import { makeMove, obstacleTo } from './move.ts'
import type { Exit, Program, ProgramDetour, ProgramStage, ProgramTrack } from './program.ts'
import type { ContactState, Position } from './state.ts'
import type { BoundTree } from './tree.ts'

/** An approval stage whose criteria hold: someone of its team may confirm. */
export interface Proposal {
  readonly track: string
  readonly from: StageKey | null
  readonly to: StageKey
}

/** The rules of one track, for one contact at one moment. */
export class TrackJudge {
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
    const migration = this.#migration()
    if (migration !== null) return migration
    const exclusion = this.#exclusion()
    if (exclusion !== undefined) return exclusion
    return this.#detourEntry() ?? this.#stageEntry() ?? this.#exit()
  }

  /** Out of a stage that this version no longer has. */
  #migration(): Move | null {
    const { stage } = this.#position
    if (stage === null || this.#track.byKey.has(stage)) return null
    const to = this.#program.migrations[stage]
    return to === undefined || !this.#track.byKey.has(to)
      ? null
      : this.#move(to, 'publish', this.#position.reason, `migrate.${stage}`)
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
        return this.#move(detour.key, 'rule', this.#lossReason(detour), `detours.${detour.key}.entry`)
    }
    return null
  }

  /** A detour that asks for a reason takes over why the last deal was lost, where it is one of its reasons. */
  #lossReason(detour: ProgramDetour): string | null {
    const said = lossReason(this.#state.slots[this.#program.dealsSlot] as SlotOf['deals'])?.toLowerCase()
    return detour.reasons.find((reason) => reason.toLowerCase() === said) ?? null
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
    const barred = this.#position.barred[exit.to]
    // A voided exit does not come back in the same stay, unless on something new.
    if (barred !== undefined && barred >= this.#position.since && !this.#isFresh(exit, barred)) return false
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

  #isFresh(exit: Exit, since: Time): boolean {
    return [exit.when, exit.condition].some((criteria) => (criteria?.latest(this.#state, this.#now) ?? 0) > since)
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
