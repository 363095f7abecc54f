import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { PageQuery } from '../../contract/page.ts'
import { TransitionId, TransitionPage, VoidedTransitions, VoidTransition } from '../../contract/transitions.ts'
import { listTransitions } from '../../features/contacts/list-transitions.ts'
import { onlyVisible } from '../../flows/browse-visible.ts'
import { presentNames } from '../../flows/present-names.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { voidTransition } from '../../flows/void-transition.ts'
import { Conflict, NotFound } from '../api-errors.ts'
import { actorOf, callerOf } from '../caller.ts'
import { mayMove, mayRead } from '../permissions.ts'
import { visibleOf } from '../visible.ts'

const tags = ['Transitions']
const params = z.object({ id: TransitionId })

export function transitionRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/transitions',
      {
        config: { permission: mayRead },
        schema: {
          tags,
          summary: 'Moves of all contacts, the last recorded first',
          querystring: PageQuery,
          response: { 200: TransitionPage },
        },
      },
      async (request) => {
        const page = await listTransitions(ripen.db.pool, request.query, await presentNames(ripen))
        const visible = await visibleOf(ripen, request)
        return { ...page, items: await onlyVisible(ripen, page.items, visible, ({ contact }) => contact.id) }
      },
    )

    app.post(
      '/transitions/:id/void',
      {
        config: { permission: mayMove },
        schema: {
          tags,
          summary: 'Declare a move a mistake',
          description: 'Takes it out, with the automatic moves after it; the contact goes on from the last one left.',
          params,
          body: VoidTransition,
          response: { 200: VoidedTransitions },
        },
      },
      async (request) => {
        const { id } = request.params
        const done = await voidTransition(ripen, {
          transition: id,
          reason: request.body.reason,
          by: actorOf(callerOf(request)),
        })
        if (done.outcome === 'voided') return { voided: [...done.transitions] }
        if (done.outcome === 'already') throw new Conflict('This transition was declared a mistake before.')
        throw new NotFound(`There is no transition ${id}.`)
      },
    )
  }
}
