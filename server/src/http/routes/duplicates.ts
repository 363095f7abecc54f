import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { DuplicatePage, DuplicatesOf, DuplicatesQuery, PairAnswer } from '../../contract/contact-edit.ts'
import { ContactId } from '../../contract/contacts.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { decideApart, showDuplicates, showDuplicatesOf } from '../../flows/show-duplicates.ts'
import { NotFound } from '../api-errors.ts'
import { actorOf, callerOf } from '../caller.ts'
import { getContactId } from '../get-contact-id.ts'
import { mayChange } from '../permissions.ts'

const tags = ['Contacts']
const config = { permission: mayChange }
const pair = z.object({ one: ContactId, other: ContactId })

/** Contacts that may be one person. They are merged by people only. */
export function duplicateRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/duplicates',
      {
        config,
        schema: {
          tags,
          summary: 'Contacts that may be one person, two by two',
          querystring: DuplicatesQuery,
          response: { 200: DuplicatePage },
        },
      },
      (request) => showDuplicates(ripen, request.query),
    )

    app.get(
      '/contacts/:id/duplicates',
      {
        config,
        schema: {
          tags,
          summary: 'Who may be the same person',
          params: z.object({ id: ContactId }),
          response: { 200: DuplicatesOf },
        },
      },
      async (request) => ({
        items: await showDuplicatesOf(ripen, await getContactId(ripen.db.pool, request.params.id)),
      }),
    )

    for (const [way, apart] of [
      ['apart', true],
      ['reopen', false],
    ] as const)
      app.post(
        `/duplicates/:one/:other/${way}`,
        {
          config,
          schema: {
            tags,
            summary: apart ? 'Say that two contacts are two people' : 'Propose two contacts again',
            params: pair,
            response: { 200: PairAnswer },
          },
        },
        async (request) => {
          const { one, other } = request.params
          const by = actorOf(callerOf(request))
          if (!(await decideApart(ripen, [one.toLowerCase(), other.toLowerCase()], { apart, by })))
            throw new NotFound(`The contacts ${one} and ${other} were not proposed as one person.`)
          return { outcome: apart ? ('apart' as const) : ('open' as const) }
        },
      )
  }
}
