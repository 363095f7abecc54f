import type { FastifyInstance } from 'fastify'
import type { HttpParts } from '../parts.ts'

/** For whoever watches over the process: is it there, and can it work. */
export function healthRoutes({ checkReadiness }: Pick<HttpParts, 'checkReadiness'>) {
  return async (app: FastifyInstance) => {
    app.get('/health/live', { schema: { hide: true } }, async () => ({ live: true }))

    app.get('/health/ready', { schema: { hide: true } }, async (_request, reply) => {
      const checks = await checkReadiness()
      const ready = Object.values(checks).every(Boolean)
      return reply.code(ready ? 200 : 503).send({ ready, ...checks })
    })
  }
}
