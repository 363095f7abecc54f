import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CriteriaSaid } from '../../../server/src/contract/say-criteria.ts'
import type { SegmentList, SegmentView } from '../../../server/src/contract/segments.ts'
import { contactsKey } from './contacts.ts'
import { get, patch, post, type RequestFailed, remove } from './request.ts'

const segmentsKey = ['segments'] as const
/** How often counts are read again while some are on their way (milliseconds). */
const LOOKS_AGAIN = 2000

/** The saved segments, with how many are in each. */
export const segmentsQuery = () =>
  queryOptions({
    queryKey: segmentsKey,
    queryFn: async ({ signal }) => (await get<SegmentList>('/segments', {}, signal)).segments,
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'counting') ? LOOKS_AGAIN : false),
  })

/** Criteria in words. */
export const criteriaWordsQuery = (where: string) =>
  queryOptions({
    queryKey: ['criteria-words', where],
    queryFn: ({ signal }) => get<CriteriaSaid>('/criteria/words', { where }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
  })

interface SegmentDraft {
  readonly name: string
  readonly note: string
  readonly where: Readonly<Record<string, unknown>>
  /** How criteria name it (default: made of the name). */
  readonly key?: string
}

/** Saves, changes or deletes a segment; lists and counts are read anew then. */
function useSegmentDeed<Asked, Answer>(act: (asked: Asked) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation<Answer, RequestFailed, Asked>({
    mutationFn: act,
    onSettled: () =>
      Promise.all([segmentsKey, [...contactsKey, 'list']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}

export const useSaveSegment = () => useSegmentDeed((draft: SegmentDraft) => post<SegmentView>('/segments', draft))

export const useChangeSegment = () =>
  useSegmentDeed(({ key, ...changes }: Partial<SegmentDraft> & { readonly key: string }) =>
    patch<SegmentView>(`/segments/${key}`, changes),
  )

export const useRemoveSegment = () => useSegmentDeed((key: string) => remove(`/segments/${key}`))
