import type { StageKey, Time } from '../../domain/facts.ts'
import type { Dimension } from '../../domain/reports/dimensions.ts'

/** Which people stand behind a number of a report. */
export type Door = {
  readonly by: Dimension | null
  readonly key: string | null
  readonly since: Time | null
  readonly until: Time | null
} & (
  | {
      /** The first entry into one of these stages; such as have a date, where it counts as an entry. */
      readonly behind: 'entries'
      readonly stages: readonly StageKey[]
      readonly dated: boolean
      /** Who went on to one of these stages, or did not. */
      readonly later: { readonly stages: readonly StageKey[]; readonly dated: boolean; readonly passed: boolean } | null
    }
  | {
      readonly behind: 'moves'
      readonly stage: StageKey
      readonly way: 'in' | 'out'
      readonly stages: readonly StageKey[]
    }
  | { readonly behind: 'present'; readonly stage: StageKey }
)

/** Where somebody stands in the list behind a door: the latest first, then the greatest id. */
export interface DoorPlace {
  readonly contact: string
  readonly bucket: number
  readonly at: Time
}
