import type { FastifyInstance } from 'fastify'
import { NobodyAsks, NotPermitted } from '../api-errors.ts'
import { type CallerParts, findCaller } from '../caller.ts'
import { isLocal } from '../loopback.ts'
import type { HttpParts } from '../parts.ts'
import { mayRead } from '../permissions.ts'

/** Figures for Prometheus: for programs on this machine, and for whoever has a key that reads. */
export function metricsRoutes({ metrics, ...parts }: CallerParts & Pick<HttpParts, 'metrics'>) {
  return async (app: FastifyInstance) => {
    app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
      const caller = await findCaller(parts, request, reply)
      if (caller === null && !isLocal(request)) throw new NobodyAsks(request.headers.authorization !== undefined)
      if (caller !== null && !mayRead(caller)) throw new NotPermitted(caller)
      return reply.type(metrics.contentType).send(await metrics.show())
    })
  }
}
