import type { FastifyInstance } from 'fastify'
import { NobodyAsks, NotPermitted } from '../api-errors.ts'
import { findCaller } from '../caller.ts'
import { isLocal } from '../loopback.ts'
import type { PageSessions } from '../page-session.ts'
import type { HttpParts } from '../parts.ts'
import { mayRead } from '../permissions.ts'

/** Figures for Prometheus: for programs on this machine, and for whoever has a key that reads. */
export function metricsRoutes({ keys, metrics }: Pick<HttpParts, 'keys' | 'metrics'>, sessions: PageSessions) {
  return async (app: FastifyInstance) => {
    app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
      const caller = await findCaller(keys, sessions, request)
      if (caller === null && !isLocal(request)) throw new NobodyAsks(request.headers.authorization !== undefined)
      if (caller !== null && !mayRead(caller)) throw new NotPermitted('write')
      return reply.type(metrics.contentType).send(await metrics.show())
    })
  }
}
