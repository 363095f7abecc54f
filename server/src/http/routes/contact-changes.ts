import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ContactId, MergeAnswer, MergeContacts } from '../../contract/contacts.ts'
import { say } from '../../contract/messages/say.ts'
import { RuleContact, Ruled } from '../../contract/rulings.ts'
import { findTransition } from '../../features/contacts/list-transitions.ts'
import { mergeContacts, undoMerge } from '../../flows/merge-contacts.ts'
import { presentNames } from '../../flows/present-names.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { ruleContact } from '../../flows/rule-contact.ts'
import { Conflict, NoSuchContact } from '../api-errors.ts'
import { actorOf, callerOf, teamsOf } from '../caller.ts'
import { getContactId } from '../get-contact-id.ts'
import { mayMove } from '../permissions.ts'

const tags = ['Contacts']
const config = { permission: mayMove }
const params = z.object({ id: ContactId })

/** What people do to contacts. */
export function contactChangeRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const { pool } = ripen.db

    app.post(
      '/contacts/:id/rulings',
      {
        config,
        schema: {
          tags,
          summary: 'Move it by hand',
          description: 'Answered 409 with the reason where the lifecycle does not provide for the move.',
          params,
          body: RuleContact,
          response: { 200: Ruled },
        },
      },
      async (request) => {
        const { from, track, ...ruling } = request.body
        const contact = await getContactId(pool, request.params.id)
        const ruled = await ruleContact(ripen, {
          ...ruling,
          ...(from === undefined ? {} : { from }),
          ...(track === undefined ? {} : { track }),
          contact,
          by: actorOf(callerOf(request)),
          ...teamsOf(callerOf(request)),
        })
        if (ruled.outcome === 'refused') throw new Conflict(say(ruled.message))
        const transition =
          ruled.outcome === 'moved'
            ? await findTransition(pool, ruled.transition.contact, ruled.transition.nth, await presentNames(ripen))
            : null
        if (transition === null) throw new NoSuchContact(contact)
        return { transition }
      },
    )

    app.post(
      '/contacts/:id/merge',
      {
        config,
        schema: {
          tags,
          summary: 'Join another row of the same person to it',
          params,
          body: MergeContacts,
          response: { 200: MergeAnswer },
        },
      },
      async (request) => {
        const survivor = await getContactId(pool, request.params.id)
        const other = await getContactId(pool, request.body.other)
        const done = await mergeContacts(ripen, { survivor, other, by: actorOf(callerOf(request)) })
        if (done.outcome === 'refused') throw new Conflict(say(done.message))
        if (done.outcome !== 'merged') throw new NoSuchContact(other)
        return { outcome: done.outcome, survivor, other }
      },
    )

    app.post(
      '/contacts/:id/unmerge',
      {
        config,
        schema: {
          tags,
          summary: 'Take a row out again that was joined to it',
          params,
          body: MergeContacts,
          response: { 200: MergeAnswer },
        },
      },
      async (request) => {
        const people = { survivor: request.params.id, other: request.body.other }
        const done = await undoMerge(ripen, { ...people, by: actorOf(callerOf(request)) })
        if (done.outcome === 'refused') throw new Conflict(say(done.message))
        if (done.outcome !== 'undone') throw new NoSuchContact(people.other)
        return { outcome: done.outcome, ...people }
      },
    )
  }
}
