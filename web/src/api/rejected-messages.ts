import { infiniteQueryOptions } from '@tanstack/react-query'
import type { RejectedMessagePage } from '../../../server/src/contract/rejected-messages.ts'
import { get } from './request.ts'

export const rejectedMessagesQuery = () =>
  infiniteQueryOptions({
    queryKey: ['rejected-messages'],
    queryFn: ({ pageParam, signal }) =>
      get<RejectedMessagePage>('/rejected-messages', { cursor: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
