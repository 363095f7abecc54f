import type { BulkWork } from '../../../../../server/src/contract/bulk-actions.ts'
import type { Stages } from '../../../components/stage/stages.ts'

/** What every form of the dock is given. */
export interface FormProps {
  readonly stages: Stages
  readonly onWork: (work: BulkWork) => void
  readonly isBusy: boolean
}
