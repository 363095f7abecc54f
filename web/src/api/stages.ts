import { queryOptions } from '@tanstack/react-query'
import type { StagesView } from '../../../server/src/contract/lifecycle.ts'
import { get } from './request.ts'

export const stagesQuery = () =>
  queryOptions({
    queryKey: ['lifecycle', 'stages'],
    queryFn: ({ signal }) => get<StagesView>('/lifecycle/stages', {}, signal),
  })
