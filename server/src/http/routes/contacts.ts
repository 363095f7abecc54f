import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { ContactPage, ContactsQuery } from '../../contract/contacts.ts'
import { CriteriaSaid, SayCriteria } from '../../contract/say-criteria.ts'
import { browseVisible } from '../../flows/browse-visible.ts'
import { refuseSort } from '../../flows/refuse-sort.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { sayCriteria } from '../../flows/say-criteria.ts'
import { withColumns } from '../../flows/show-columns.ts'
import { mayRead } from '../permissions.ts'
import { visibleOf } from '../visible.ts'

const tags = ['Contacts']
const config = { permission: mayRead }

/** Lists of contacts. */
export function contactRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/contacts',
      {
        config,
        schema: { tags, summary: 'List contacts', querystring: ContactsQuery, response: { 200: ContactPage } },
      },
      async (request) => {
        refuseSort(request.query)
        const page = await browseVisible(ripen, request.query, await visibleOf(ripen, request))
        return withColumns(ripen, page, request.query)
      },
    )

    app.get(
      '/criteria/words',
      {
        config,
        schema: {
          tags,
          summary: 'Say criteria in words',
          description: 'One sentence for each of the outermost conditions, as `why` says them too.',
          querystring: SayCriteria,
          response: { 200: CriteriaSaid },
        },
      },
      async (request) => sayCriteria(request.query.where),
    )
  }
}
