import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ImportDetail, ImportPage, ImportParams, ImportView, StartImport } from '../../contract/imports.ts'
import { PageQuery } from '../../contract/page.ts'
import { findImport } from '../../features/imports/import-rows.ts'
import { listImports } from '../../features/imports/list-imports.ts'
import { beginImport } from '../../flows/import-file.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { importFiles } from '../../integrations/tables/import-files.ts'
import { NotFound } from '../api-errors.ts'
import { actorOf, callerOf } from '../caller.ts'
import { mayImport, mayRead } from '../permissions.ts'
import { findUpload, importFileRoutes } from './import-files.ts'
import { viewOfImport } from './view-of-import.ts'

const tags = ['Imports']

/** Files that are brought into histories. */
export function importRoutes(ripen: Ripen, dataDir: string) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const { pool } = ripen.db
    await app.register(importFileRoutes(ripen, dataDir))

    const rowOf = async (id: string) => {
      const row = await findImport(pool, id)
      if (row === null) throw new NotFound(`There is no import ${id}.`)
      return row
    }

    app.get(
      '/imports',
      {
        config: { permission: mayRead },
        schema: { tags, summary: 'Imports, newest first', querystring: PageQuery, response: { 200: ImportPage } },
      },
      async (request) => {
        const { items, next } = await listImports(pool, request.query)
        return { items: items.map(viewOfImport), next }
      },
    )

    app.post(
      '/imports',
      {
        config: { permission: mayImport },
        schema: {
          tags,
          summary: 'Import an uploaded file',
          description:
            'Goes on in the background. One of the same file that did not come to its end goes on where it was.',
          body: StartImport,
          response: { 201: ImportView },
        },
      },
      async (request, reply) => {
        const { file, mapping, reading } = request.body
        const { path, fileName } = await findUpload(ripen, dataDir, file)
        const files = importFiles(dataDir)
        const row = await beginImport(
          ripen,
          { path, fileName, mapping, reading, actor: actorOf(callerOf(request)), rejectsPath: files.rejects },
          'server',
        )
        return reply.code(201).send(viewOfImport(row))
      },
    )

    app.get(
      '/imports/:id',
      {
        config: { permission: mayRead },
        schema: { tags, summary: 'One import', params: ImportParams, response: { 200: ImportDetail } },
      },
      async (request) => {
        const row = await rowOf(request.params.id)
        return { ...viewOfImport(row), mapping: row.mapping }
      },
    )

    app.get(
      '/imports/:id/rejects',
      {
        config: { permission: mayRead },
        schema: {
          tags,
          summary: 'The rows that were not taken, each with its line and reason, as CSV',
          params: ImportParams,
          produces: ['text/csv'],
          response: { 200: z.any() },
        },
      },
      async (request, reply) => {
        const { rejects, fileName, rejected } = await rowOf(request.params.id)
        const size = rejects === null || rejected === 0 ? null : await stat(rejects).catch(() => null)
        if (rejects === null || size === null) throw new NotFound('This import has no file of rejected rows.')
        const name = `${fileName.replace(/\.[^.]*$/, '').replace(/[^\w.-]+/g, '_')}.rejected.csv`
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${name}"`)
          .serializer((body: unknown) => body as string)
          .send(createReadStream(rejects))
      },
    )
  }
}
