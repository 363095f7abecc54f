import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { planQuery, validationQuery, whatIfQuery } from '../../api/lifecycle.ts'
import type { Draft } from './use-draft.ts'

const TYPING = 300
/** A walk over the whole history waits until the hand rests. */
const RESTING = 900

export interface AskedEffect {
  readonly stage?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
}

/** What is wrong with a draft, and what it would do; what was known before stays in sight while more is computed. */
export function useDraftEffect(draft: Draft, { stage, since, until }: AskedEffect) {
  const [typed] = useDebouncedValue(draft.text, TYPING)
  const [rested] = useDebouncedValue(draft.text, RESTING)
  const validation = useQuery({ ...validationQuery(typed), enabled: draft.isChanged })
  const isKnownValid = typed === draft.text && validation.data?.valid === true && !validation.isPlaceholderData
  const enabled = draft.isChanged && isKnownValid && rested === draft.text
  const plan = useQuery({ ...planQuery(rested), enabled })
  // One after the other: the plan is the quicker answer, and the server does one walk at a time.
  const whatIf = useQuery({
    ...whatIfQuery({ document: rested, stage, since, until }),
    enabled: enabled && !plan.isFetching,
  })
  const faults = draft.isChanged && validation.data?.valid === false ? validation.data.faults : []
  return {
    validation,
    faults,
    notices: draft.isChanged ? (validation.data?.notices ?? []) : [],
    plan,
    whatIf,
    /** Whether what is shown is still about an earlier text. */
    isPlanOld: !enabled || plan.isPlaceholderData || plan.isFetching,
    isWhatIfOld: !enabled || whatIf.isPlaceholderData || whatIf.isFetching,
  }
}

export type DraftEffect = ReturnType<typeof useDraftEffect>
