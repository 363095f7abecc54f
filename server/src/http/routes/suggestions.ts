import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { AskSuggestions, SuggestionsView } from '../../contract/suggestions.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { createSuggestions } from '../../flows/suggest-values.ts'
import { mayRead } from '../permissions.ts'

/** Values for whoever writes criteria, from what came in. */
export function suggestionRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const suggest = createSuggestions(ripen)
    app.get(
      '/suggestions',
      {
        config: { permission: mayRead },
        schema: {
          tags: ['Lifecycle'],
          summary: 'Values that came in, the commonest first',
          description:
            'From a sample of bounded size: the newest rows and some from all over the table. What is rare and old may be missing.',
          querystring: AskSuggestions,
          response: { 200: SuggestionsView },
        },
      },
      (request) => suggest(request.query),
    )
  }
}
