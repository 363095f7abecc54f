import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  ContactParts,
  CreateContact,
  EditContact,
  MergePreview,
  SplitAnswer,
  SplitContact,
} from '../../contract/contact-edit.ts'
import { ContactDetail, ContactId, MergeContacts } from '../../contract/contacts.ts'
import { say } from '../../contract/messages/say.ts'
import { AppError } from '../../domain/app-error.ts'
import type { JsonObject } from '../../domain/json.ts'
import { showContact } from '../../flows/browse-contacts.ts'
import { createContact, type EditOutcome, editContact } from '../../flows/edit-contact.ts'
import { previewMerge } from '../../flows/preview-merge.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { showParts, splitContact } from '../../flows/split-contact.ts'
import { Conflict, NoSuchContact } from '../api-errors.ts'
import { actorOf, callerOf } from '../caller.ts'
import { getContactId } from '../get-contact-id.ts'
import { mayChange, mayRead } from '../permissions.ts'

const tags = ['Contacts']
const config = { permission: mayChange }
const params = z.object({ id: ContactId })

/** People put contacts in, correct them, and take them apart. */
export function contactEditRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const { pool } = ripen.db

    const written = async (done: EditOutcome, id: string): Promise<ContactDetail> => {
      if (done.outcome === 'unknown') throw new NoSuchContact(id)
      if ('message' in done) {
        const text = say(done.message)
        throw done.outcome === 'taken' ? new Conflict(text) : new AppError('unprocessable', text)
      }
      const found = await showContact(ripen, done.contact)
      if (found === null) throw new NoSuchContact(done.contact)
      return found
    }

    app.post(
      '/contacts',
      {
        config,
        schema: {
          tags,
          summary: 'Create a contact',
          description:
            'It needs a user id, an address or a phone number. Answered 409 where one of them is another contact’s already.',
          body: CreateContact,
          response: { 201: ContactDetail },
        },
      },
      async (request, reply) => {
        const { traits, identities } = request.body
        const done = await createContact(ripen, { traits, identities, by: actorOf(callerOf(request)) })
        return reply.code(201).send(await written(done, ''))
      },
    )

    app.patch(
      '/contacts/:id',
      {
        config,
        schema: {
          tags,
          summary: 'Change its traits, or add what it is named by',
          description: 'Nothing is overwritten: the change is an event of its history, under your name.',
          params,
          body: EditContact,
          response: { 200: ContactDetail },
        },
      },
      async (request) => {
        const contact = await getContactId(pool, request.params.id)
        const { set, was, identities } = request.body
        const by = actorOf(callerOf(request))
        return written(await editContact(ripen, { contact, set, was: was as JsonObject, identities, by }), contact)
      },
    )

    app.post(
      '/contacts/:id/merge/preview',
      {
        config,
        schema: {
          tags,
          summary: 'How it would look with another merged into it',
          description: 'Nothing is merged.',
          params,
          body: MergeContacts,
          response: { 200: MergePreview },
        },
      },
      async (request) => {
        const survivor = await getContactId(pool, request.params.id)
        const other = await getContactId(pool, request.body.other)
        const seen = await previewMerge(ripen, { survivor, other, by: actorOf(callerOf(request)) })
        if (seen.outcome === 'refused') throw new Conflict(say(seen.message))
        if (seen.outcome === 'unknown') throw new NoSuchContact(other)
        return seen.preview
      },
    )

    app.get(
      '/contacts/:id/parts',
      {
        config: { permission: mayRead },
        schema: { tags, summary: 'The rows that were merged into it', params, response: { 200: ContactParts } },
      },
      async (request) => showParts(ripen, await getContactId(pool, request.params.id)),
    )

    app.post(
      '/contacts/:id/split',
      {
        config,
        schema: {
          tags,
          summary: 'Take identities out into a contact of their own',
          description:
            'From now on: what came by them so far stays. What came by a row that was merged into it is taken out with its past by `unmerge`.',
          params,
          body: SplitContact,
          response: { 201: SplitAnswer },
        },
      },
      async (request, reply) => {
        const contact = await getContactId(pool, request.params.id)
        const { identities } = request.body
        const done = await splitContact(ripen, { contact, identities, by: actorOf(callerOf(request)) })
        if (done.outcome === 'unknown') throw new NoSuchContact(contact)
        if (done.outcome === 'refused') throw new Conflict(say(done.message))
        return reply.code(201).send({ contact, other: done.other })
      },
    )
  }
}
