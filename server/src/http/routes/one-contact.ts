import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ContactPageQuery, ContactPageView } from '../../contract/contact-page.ts'
import { ContactDetail, ContactId } from '../../contract/contacts.ts'
import { EventPage, EventsQuery, EventView } from '../../contract/events.ts'
import { PageQuery } from '../../contract/page.ts'
import { TimelinePage, TimelineQuery } from '../../contract/timeline.ts'
import { TransitionPage } from '../../contract/transitions.ts'
import { WhyView } from '../../contract/why.ts'
import { listTransitionsOf } from '../../features/contacts/list-transitions.ts'
import { findEvent, listEvents } from '../../features/contacts/timeline.ts'
import { showContact } from '../../flows/browse-contacts.ts'
import { presentNames } from '../../flows/present-names.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { showPage } from '../../flows/show-page.ts'
import { showTimeline } from '../../flows/show-timeline.ts'
import { whyContact } from '../../flows/why-contact.ts'
import { NoSuchContact, NotFound } from '../api-errors.ts'
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
      '/contacts/:id/page',
      {
        config,
        schema: {
          tags,
          summary: 'All that its page shows',
          description: 'The contact, why it is where it is, and the newest end of its timeline.',
          params,
          querystring: ContactPageQuery,
          response: { 200: ContactPageView },
        },
      },
      async (request) => {
        const { id } = request.params
        const page = await showPage(ripen, id, request.query.limit)
        if (page === null) throw new NoSuchContact(id)
        return page
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
      '/contacts/:id/events/:event',
      {
        config,
        schema: {
          tags,
          summary: 'One of its events, as it was sent',
          params: params.extend({ event: z.guid() }),
          response: { 200: EventView },
        },
      },
      async (request) => {
        const { id, event } = request.params
        const found = await findEvent(pool, await getContactId(pool, id), event)
        if (found === null) throw new NotFound(`The contact ${id} has no event ${event}.`)
        return found
      },
    )

    app.get(
      '/contacts/:id/timeline',
      {
        config,
        schema: {
          tags,
          summary: 'What it did and what happened to it, newest first',
          description: 'Events with the moves between them. A search looks at so many events, says so, and can go on.',
          params,
          querystring: TimelineQuery,
          response: { 200: TimelinePage },
        },
      },
      async (request) => showTimeline(ripen, await getContactId(pool, request.params.id), request.query),
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
