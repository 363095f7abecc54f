import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { ImportParams, ImportUndone } from '../../contract/imports.ts'
import { findImport } from '../../features/imports/import-rows.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { requestUndo, undoRefused } from '../../flows/undo-import.ts'
import { NotFound } from '../api-errors.ts'
import { actorOf, callerOf } from '../caller.ts'
import { mayImport } from '../permissions.ts'
import { viewOfImport } from './view-of-import.ts'

export function undoImportRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.post(
      '/imports/:id/undo',
      {
        config: { permission: mayImport },
        schema: {
          tags: ['Imports'],
          summary: 'Undo a whole import',
          description:
            'Goes on in the background: the import is `undoing`, then `undone`. Answered 409 while its file is still read, and where it was undone before.',
          params: ImportParams,
          response: { 202: ImportUndone },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const refused = undoRefused(id, await requestUndo(ripen, id, actorOf(callerOf(request))))
        if (refused !== null) throw refused
        const row = await findImport(ripen.db.pool, id)
        if (row === null) throw new NotFound(`There is no import ${id}.`)
        return reply.code(202).send({ import: viewOfImport(row) })
      },
    )
  }
}
