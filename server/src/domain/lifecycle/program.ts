import type { MarkSources } from '../accounts/marks.ts'
import type { PeopleLeaf } from '../accounts/people-leaf.ts'
import type { Aggregate } from '../aggregates.ts'
import type { Openings } from '../calendar/openings.ts'
import type { GradeReader, ScoreReader } from '../criteria/criterion.ts'
import type { Duration } from '../duration.ts'
import type { Event, StageKey, Time } from '../facts.ts'
import type { JsonObject } from '../json.ts'
import type { SlotChange } from './keep.ts'
import type { BuyingGroup } from './roles.ts'
import type { Lifecycle } from './schema.ts'
import type { BoundTree } from './tree.ts'

/** The working time in which a stage's exits are counted. */
export interface StageCalendar {
  readonly openings: Openings
  readonly zone: string
}

export interface Exit {
  readonly to: StageKey
  readonly when: BoundTree | null
  readonly condition: BoundTree | null
  readonly after: Duration | null
  readonly reason: string | null
  readonly evenWithOpenOpportunity: boolean
}

export interface ProgramStage {
  readonly key: StageKey
  readonly detour: false
  readonly mode: 'automatic' | 'approval' | 'manual'
  readonly when: BoundTree | null
  readonly from: readonly StageKey[]
  readonly requires: readonly StageKey[]
  readonly gate: boolean
  readonly levels: readonly { readonly key: string; readonly when: BoundTree | null }[]
  readonly exits: readonly Exit[]
  readonly calendar: StageCalendar
}

export interface ProgramDetour {
  readonly key: StageKey
  readonly detour: true
  readonly when: BoundTree | null
  readonly from: readonly StageKey[]
  readonly evidence: 'all' | 'since_entry'
  readonly locked: boolean
  readonly back: 'automatic' | 'manual'
  readonly returnTo: StageKey | null
  readonly coolOff: Duration | null
  readonly newCycle: boolean
  readonly reasons: readonly string[]
  readonly exits: readonly Exit[]
  readonly calendar: StageCalendar
}

export interface ProgramTrack {
  readonly key: string
  readonly stages: readonly ProgramStage[]
  readonly detours: readonly ProgramDetour[]
  readonly exclusions: readonly {
    readonly condition: BoundTree
    readonly to: StageKey
    readonly reason: string | null
  }[]
  readonly byKey: ReadonlyMap<StageKey, ProgramStage | ProgramDetour>
  readonly orderOf: ReadonlyMap<StageKey, number>
}

/** Stages that are gone, and where their contacts go. */
export type Migrations = Readonly<Record<StageKey, StageKey>>

/** A lifecycle made ready to run. Never changes; the same document and version give the same program. */
export interface Program {
  readonly version: number
  readonly document: Lifecycle
  readonly zone: string
  /** Of this version and all before it, since a contact may come from any of them. */
  readonly migrations: Migrations
  readonly tracks: readonly ProgramTrack[]
  readonly aggregates: readonly Aggregate[]
  /** The slots that an event may change, and how. */
  changesFor(event: Event): readonly SlotChange[]
  /** Slots emptied when a track enters a stage (`entry`), and when it begins anew (`cycle`). */
  readonly emptiedAt: Readonly<Record<string, { readonly entry: readonly number[]; readonly cycle: readonly number[] }>>
  /** Where the deals are kept: always, since a new deal after the last one closed begins a cycle. */
  readonly dealsSlot: number
  /** Where the last hand-raise (conversion with offer bottom) is kept, for cool-offs; null while no detour has one. */
  readonly handRaiseSlot: number | null
  /** True where a criterion reads when the contact was last active. */
  readonly readsActivity: boolean
  /** Account values that the criteria read; a line holds these and no others. */
  readonly accountPaths: readonly string[]
  /** What criteria ask of several people of one account, by path; the answers are among the account's values. */
  readonly people: readonly PeopleLeaf[]
  /** What each person is looked at for the sake of these. */
  readonly marks: MarkSources
  /** What accounts show of their people. */
  readonly group: BuyingGroup
  readonly scores: Readonly<Record<string, ProgramScore>>
  /** Null where the document grades nothing. */
  readonly grade: GradeReader | null
  /** Hash of aggregates, score rules and fold format: differs ⇒ states are folded anew. */
  readonly stateKey: string
  /** Hash of all that sways a decision: differs ⇒ contacts are decided again. */
  readonly decisionKey: string
  /** Whether a change of an account's values can change the stage of any of its people, now or later. */
  accountMayMatter(before: JsonObject, after: JsonObject, now: Time): boolean
}

export interface ProgramScore {
  readonly key: string
  readonly cap: number
  readonly halfLife: number | null
  readonly groups: readonly {
    readonly key: string
    readonly slot: number
    readonly cap: number | null
    readonly rules: readonly ProgramRule[]
  }[]
  readonly conditions: readonly { readonly criteria: BoundTree; readonly points: number; readonly path: string }[]
  /** Lifetime points, as shown to people; criteria read the points of the cycle. */
  readonly lifetime: ScoreReader
}

/** A rule of a group, as far as one needs it to say why points were given. */
interface ProgramRule {
  readonly event: string
  readonly points: number
}

/** Whether any criterion rests on several people of one account: then an account's people are walked together. */
export function readsPeople({ people }: Pick<Program, 'people'>): boolean {
  return people.length > 0
}
