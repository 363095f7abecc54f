import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ExportQuery, MOST_EXPORTED } from '../../contract/export-contacts.ts'
import { MINUTE } from '../../domain/duration.ts'
import { exportContacts } from '../../flows/export-contacts.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { actorOf, callerOf } from '../caller.ts'
import { mayExport } from '../permissions.ts'
import { visibleOf } from '../visible.ts'

/** Longest time that one file is written. */
const LONGEST = 10 * MINUTE

/** Contacts as a file. */
export function exportContactRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/contacts/export',
      {
        config: { permission: mayExport },
        exposeHeadRoute: false,
        schema: {
          tags: ['Contacts'],
          summary: 'The contacts of a list as CSV',
          description: `Takes the parameters of the list, and tells its columns. No more than ${MOST_EXPORTED.toLocaleString('en')} rows and ten minutes: what is longer ends with a broken connection, never as a file that looks whole. Texts are cut where the list cuts them.`,
          querystring: ExportQuery,
          produces: ['text/csv'],
          response: { 200: z.any() },
        },
      },
      async (request, reply) => {
        const now = ripen.now()
        const lines = await exportContacts(ripen, {
          query: request.query,
          visible: await visibleOf(ripen, request),
          by: actorOf(callerOf(request)),
          most: MOST_EXPORTED,
          until: now + LONGEST,
        })
        const day = new Date(now).toISOString().slice(0, 10)
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="ripen-contacts-${day}.csv"`)
          .serializer((body: unknown) => body as string)
          .send(Readable.from(lines))
      },
    )
  }
}
