import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { PageQuery } from '../../contract/page.ts'
import { RejectedMessagePage } from '../../contract/rejected-messages.ts'
import { listRejected } from '../../features/rejected-messages/list-rejected.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { mayRead } from '../permissions.ts'

export function rejectedMessageRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/rejected-messages',
      {
        config: { permission: mayRead },
        schema: {
          tags: ['Rejected messages'],
          summary: 'Messages that were not taken, newest first',
          querystring: PageQuery,
          response: { 200: RejectedMessagePage },
        },
      },
      (request) => listRejected(ripen.db.pool, request.query),
    )
  }
}
