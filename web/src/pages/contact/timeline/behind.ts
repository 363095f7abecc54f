import type { Stage } from '../../../components/stage/stages.ts'

/** The present stage, and the ids of the events that brought the contact there. */
export interface Behind {
  readonly stage: Stage
  readonly events: readonly string[]
}
