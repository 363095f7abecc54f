import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { ContactPage, ContactsQuery } from '../../contract/contacts.ts'
import { browseVisible } from '../../flows/browse-visible.ts'
import type { Ripen } from '../../flows/ripen.ts'
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
      async (request) => browseVisible(ripen, request.query, await visibleOf(ripen, request)),
    )
  }
}
