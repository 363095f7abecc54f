import { z } from 'zod'

/** What values can be suggested of. */
const suggestionKinds = [
  'events',
  'pages',
  'properties',
  'property_values',
  'traits',
  'trait_values',
  'account_traits',
  'account_values',
  'sources',
  'mediums',
  'campaigns',
  'points',
  'lists',
  'fields',
  'reasons',
  'segments',
] as const

export const AskSuggestions = z.object({
  of: z.enum(suggestionKinds).describe('what values are wanted of'),
  for: z
    .string()
    .max(200)
    .optional()
    .describe('of values: the name of the trait or property; of properties: the name of the event'),
  q: z.string().max(200).optional().describe('only what contains this, without regard to case'),
  limit: z.coerce.number().int().min(1).max(200).default(20),
})
export type AskSuggestions = z.infer<typeof AskSuggestions>

export const SuggestionsView = z
  .object({
    items: z.array(
      z.object({
        value: z.string(),
        count: z.int().positive().describe('how often it is in the sample'),
      }),
    ),
  })
  .meta({ id: 'Suggestions' })
export type SuggestionsView = z.infer<typeof SuggestionsView>
