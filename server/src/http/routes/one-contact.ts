import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ContactDetail, ContactId } from '../../contract/contacts.ts'
import { EventPage, EventsQuery } from '../../contract/events.ts'
import { PageQuery } from '../../contract/page.ts'
import { TransitionPage } from '../../contract/transitions.ts'
import { WhyView } from '../../contract/why.ts'
import { listTransitionsOf } from '../../features/contacts/list-transitions.ts'
import { listEvents } from '../../features/contacts/timeline.ts'
import { showContact } from '../../flows/browse-contacts.ts'
import { presentNames } from '../../flows/present-names.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { whyContact } from '../../flows/why-contact.ts'
import { NoSuchContact } from '../api-errors.ts'
import { getContactId } from '../get-contact-id.ts'
import { mayRead } from '../permissions.ts'

const tags = ['Contacts']
const config = { permission: mayRead }
const params = z.object({ id: ContactId })

/** Reads of one contact. An id of a row that was merged into another means that other one. */
export function oneContactRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const { pool } = ripen.db

    app.get(
      '/contacts/:id',
      { config, schema: { tags, summary: 'One contact', params, response: { 200: ContactDetail } } },
      async (request) => {
        const found = await showContact(ripen, await getContactId(pool, request.params.id))
        if (found === null) throw new NoSuchContact(request.params.id)
        return found
      },
    )

    app.get(
      '/contacts/:id/events',
      {
        config,
        schema: {
          tags,
          summary: 'Its events, newest first',
          params,
          querystring: EventsQuery,
          response: { 200: EventPage },
        },
      },
      async (request) => listEvents(pool, await getContactId(pool, request.params.id), request.query),
    )

    app.get(
      '/contacts/:id/transitions',
      {
        config,
        schema: {
          tags,
          summary: 'Its moves, the last recorded first',
          params,
          querystring: PageQuery,
          response: { 200: TransitionPage },
        },
      },
      async (request) =>
        listTransitionsOf(pool, await getContactId(pool, request.params.id), request.query, await presentNames(ripen)),
    )

    app.get(
      '/contacts/:id/why',
      { config, schema: { tags, summary: 'Why it is where it is', params, response: { 200: WhyView } } },
      async (request) => {
        const why = await whyContact(ripen, request.params.id)
        if (why === null) throw new NoSuchContact(request.params.id)
        return why
      },
    )
  }
}
