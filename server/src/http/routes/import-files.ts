import { createWriteStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  CheckMapping,
  Delimiter,
  DryRun,
  Encoding,
  ImportFile,
  ImportFilePartQuery,
  ImportParams,
  ImportPreview,
  MappingCheck,
  NewImportFile,
} from '../../contract/imports.ts'
import { newId } from '../../db/new-id.ts'
import { deleteFile, findFile, insertFile, saveFileSize } from '../../features/imports/import-files.ts'
import { checkMapping } from '../../flows/check-mapping.ts'
import { dryRunImport } from '../../flows/dry-run-import.ts'
import { previewImport } from '../../flows/preview-import.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { importFiles } from '../../integrations/tables/import-files.ts'
import { Conflict, NotFound, PartTooLarge } from '../api-errors.ts'
import { mayImport, mayRead } from '../permissions.ts'

const tags = ['Imports']
const config = { permission: mayImport }
/** Largest file, and largest part of one: a request must arrive within its time. */
const LARGEST_FILE = 8 * 1024 ** 3
const LARGEST_PART = 64 * 1024 ** 2
/** Milliseconds that somebody waits for counts. */
const LONGEST_DRY_RUN = 10_000

/** Where an upload lies. @throws {NotFound} */
export async function findUpload(
  ripen: Ripen,
  dataDir: string,
  id: string,
): Promise<{ readonly path: string; readonly fileName: string; readonly bytes: number }> {
  const file = await findFile(ripen.db.pool, id)
  if (file === null) throw new NotFound(`There is no uploaded file ${id}.`)
  return { path: importFiles(dataDir).upload(id), fileName: file.fileName, bytes: file.bytes }
}

/** Files on their way to an import: uploaded in parts, looked at, and tried with a mapping. */
export function importFileRoutes(ripen: Ripen, dataDir: string) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const { pool } = ripen.db
    // The bytes go from the socket to the disk: nothing of them is kept in memory.
    app.addContentTypeParser('application/octet-stream', (_request, _payload, done) => done(null, undefined))

    app.post(
      '/import-files',
      {
        config,
        schema: {
          tags,
          summary: 'Begin to upload a file',
          description: 'Then send its bytes in parts, each with the offset at which it begins.',
          body: NewImportFile,
          response: { 201: ImportFile },
        },
      },
      async (request, reply) => {
        const now = ripen.now()
        const file = { id: newId(now), fileName: request.body.name, bytes: 0 }
        await (await open(importFiles(dataDir).upload(file.id), 'w', 0o600)).close()
        await insertFile(pool, { ...file, createdAt: now })
        return reply.code(201).send(file)
      },
    )

    app.put(
      '/import-files/:id/content',
      {
        config,
        schema: {
          tags,
          summary: 'Send a part of it, up to 64 MB, as application/octet-stream',
          description: 'A part that broke off is sent again with the same offset.',
          consumes: ['application/octet-stream'],
          params: ImportParams,
          querystring: ImportFilePartQuery,
          response: { 200: ImportFile },
        },
      },
      async (request) => {
        const { id } = request.params
        const { offset } = request.query
        const { path, fileName, bytes } = await findUpload(ripen, dataDir, id)
        if (offset > bytes)
          throw new Conflict(`Of this file ${bytes} bytes are there, so a part cannot begin at ${offset}.`)
        const part = limited(Math.min(LARGEST_PART, LARGEST_FILE - offset))
        await pipeline(request.raw, part, createWriteStream(path, { flags: 'r+', start: offset }))
        const size = (await stat(path)).size
        await saveFileSize(pool, id, size)
        return { id, fileName, bytes: size }
      },
    )

    app.get(
      '/import-files/:id/preview',
      {
        config: { permission: mayRead },
        schema: {
          tags,
          summary: 'What a file looks like, and what its columns probably mean',
          params: ImportParams,
          querystring: z.object({ encoding: Encoding.optional(), delimiter: Delimiter.optional() }),
          response: { 200: ImportPreview },
        },
      },
      async (request) => {
        const { path, fileName } = await findUpload(ripen, dataDir, request.params.id)
        return previewImport(path, fileName, request.query)
      },
    )

    app.post(
      '/import-files/:id/check',
      {
        config,
        schema: {
          tags,
          summary: 'What its first rows would become by a mapping',
          params: ImportParams,
          body: CheckMapping,
          response: { 200: MappingCheck },
        },
      },
      async (request) => {
        const { path } = await findUpload(ripen, dataDir, request.params.id)
        return checkMapping(ripen, path, request.body.mapping, request.body.reading)
      },
    )

    app.post(
      '/import-files/:id/dry-run',
      {
        config,
        schema: {
          tags,
          summary: 'What the whole file would bring by a mapping; nothing is written',
          description: 'A long file is counted for ten seconds, and the answer says how far that went.',
          params: ImportParams,
          body: CheckMapping,
          response: { 200: DryRun },
        },
      },
      async (request) => {
        const { path } = await findUpload(ripen, dataDir, request.params.id)
        const stop = AbortSignal.timeout(LONGEST_DRY_RUN)
        const { rows, imported, duplicates, rejected, notices, finished } = await dryRunImport(ripen, {
          path,
          ...request.body,
          stop,
        })
        return { rows, imported, duplicates, rejected, notices: [...notices], whole: finished }
      },
    )

    app.delete(
      '/import-files/:id',
      { config, schema: { tags, summary: 'Drop an uploaded file', params: ImportParams, response: { 204: z.null() } } },
      async (request, reply) => {
        const { path } = await findUpload(ripen, dataDir, request.params.id)
        await rm(path, { force: true })
        await deleteFile(pool, request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}

/** Lets a number of bytes through and refuses more. */
function limited(most: number): Transform {
  let passed = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length
      if (passed > most) done(new PartTooLarge(most))
      else done(null, chunk)
    },
  })
}
