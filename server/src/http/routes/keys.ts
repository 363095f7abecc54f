import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { CreatedKey, CreateKey, KeyList } from '../../contract/keys.ts'
import { listKeys } from '../../features/keys/keys.ts'
import { endKey, makeKey } from '../../flows/manage-keys.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { NotFound } from '../api-errors.ts'
import { actorOf, callerOf } from '../caller.ts'
import { mayManageKeys } from '../permissions.ts'

const tags = ['Keys']
const config = { permission: mayManageKeys }

export function keyRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get('/keys', { config, schema: { tags, summary: 'List keys', response: { 200: KeyList } } }, async () => ({
      items: await listKeys(ripen.db.pool),
    }))

    app.post(
      '/keys',
      {
        config: { ...config, tellsSecret: true },
        schema: { tags, summary: 'Make a key', body: CreateKey, response: { 201: CreatedKey } },
      },
      async (request, reply) => reply.code(201).send(await makeKey(ripen, request.body, actorOf(callerOf(request)))),
    )

    app.delete(
      '/keys/:id',
      {
        config,
        schema: {
          tags,
          summary: 'Revoke a key',
          description: 'It ends within ten seconds, for good.',
          params: z.object({ id: z.guid() }),
          response: { 204: z.undefined().describe('it is revoked') },
        },
      },
      async (request, reply) => {
        const known = await endKey(ripen, request.params.id, actorOf(callerOf(request)))
        if (!known) throw new NotFound(`There is no key ${request.params.id}.`)
        return reply.code(204).send()
      },
    )
  }
}
