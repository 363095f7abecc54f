import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ScorePreviewView } from '../../../server/src/contract/preview-scores.ts'
import type { AskSuggestions, SuggestionsView } from '../../../server/src/contract/suggestions.ts'
import type { JsonSchema } from '../pages/lifecycle/fields/field.ts'
import { ask, get } from './request.ts'

const MINUTE = 60_000

/** The shape of the lifecycle document. */
export const lifecycleSchemaQuery = () =>
  queryOptions({
    queryKey: ['lifecycle-schema'],
    queryFn: ({ signal }) => get<JsonSchema>('/lifecycle/schema', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

export interface Suggesting {
  readonly of: AskSuggestions['of']
  /** Of values: the trait or property; of properties: the event. */
  readonly for?: string | undefined
}

/** Values that came in, the commonest first. */
export const suggestionsQuery = ({ of, for: name }: Suggesting) =>
  queryOptions({
    queryKey: ['suggestions', of, name ?? ''],
    queryFn: ({ signal }) => get<SuggestionsView>('/suggestions', { of, for: name, limit: 100 }, signal),
    staleTime: MINUTE,
  })

/** Points of a few contacts under the version in force and under a draft. */
export const scorePreviewQuery = (document: string) =>
  queryOptions({
    queryKey: ['draft', 'scores', document],
    queryFn: ({ signal }) => ask<ScorePreviewView>('/lifecycle/preview-scores', { document }, signal),
    placeholderData: keepPreviousData,
    staleTime: MINUTE,
  })
