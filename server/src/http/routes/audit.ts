import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { AuditPage, AuditQuery } from '../../contract/audit.ts'
import { listAudit } from '../../features/audit/list-audit.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { mayAudit } from '../permissions.ts'

/** What people and keys did. */
export function auditRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/audit',
      {
        config: { permission: mayAudit },
        schema: {
          tags: ['Audit'],
          summary: 'What people and keys changed, the last first',
          querystring: AuditQuery,
          response: { 200: AuditPage },
        },
      },
      (request) => listAudit(ripen.db.pool, request.query),
    )
  }
}
