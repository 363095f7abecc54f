import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PublishEffect } from '../../../../server/src/contract/lifecycle.ts'
import { draftsQuery } from '../../api/drafts.ts'
import { planQuery } from '../../api/lifecycle.ts'
import { notify } from '../../components/notice.ts'
import type { Draft } from './use-draft.ts'
import type { DraftEffect } from './use-draft-effect.ts'

/** Walking everybody anew is a lot of work: of more contacts than these it is done when it is asked for. */
const COUNTED_UNASKED = 50_000

/** What a draft is to be published with, shared with whoever else is at it; and what each choice would do. */
export function useEffectChoice(draft: Draft, effect: DraftEffect) {
  const client = useQueryClient()
  const { data: drafts } = useQuery(draftsQuery())
  const [picked, setPicked] = useState<PublishEffect | null>(null)
  const id = draft.state.kept?.id ?? null
  const saved = drafts?.items.find((one) => one.id === id)?.effect ?? 'keep'
  const chosen = picked ?? saved
  const isAsked = chosen === 'restate' || (effect.plan.data?.contacts ?? 0) <= COUNTED_UNASKED
  // After the other plan: the server computes one at a time.
  const restate = useQuery({ ...planQuery(draft.text, 'restate'), enabled: !effect.isPlanOld && isAsked })
  const isOld = effect.isPlanOld || (chosen === 'restate' && (restate.isPlaceholderData || restate.isFetching))
  return {
    chosen,
    plans: { keep: effect.plan, restate },
    plan: chosen === 'restate' ? restate : effect.plan,
    isOld,
    /** Whether it is counted without being chosen. */
    isAsked,
    async choose(next: PublishEffect) {
      setPicked(next)
      try {
        await draft.keeper.publishWith(next)
        await Promise.all(['drafts', 'proposals'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      } catch (error) {
        notify({ text: error instanceof Error ? error.message : String(error) })
      }
    },
  }
}

export type EffectChoice = ReturnType<typeof useEffectChoice>
