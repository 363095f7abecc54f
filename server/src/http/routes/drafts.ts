import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  CreateDraft,
  DraftCreated,
  DraftList,
  DraftParams,
  DraftSaved,
  DraftView,
  SaveDraft,
} from '../../contract/drafts.ts'
import { LONGEST_DOCUMENT } from '../../domain/lifecycle/placed.ts'
import { createDraft, discardDraft, restoreDraft, saveDraft } from '../../flows/drafts/keep-draft.ts'
import { showDraft, showDrafts } from '../../flows/drafts/view-draft.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { VersionMissing } from '../api-errors.ts'
import { actorOf, callerOf } from '../caller.ts'
import { mayChange, mayRead } from '../permissions.ts'

const tags = ['Lifecycle']
const bodyLimit = 3 * LONGEST_DOCUMENT
const etagOf = (revision: number) => `"r${revision}"`
const headers = z.object({ 'if-match': z.string().optional().describe('ETag of the draft as it was read') })

/** Lifecycles that people are at work on, together. */
export function draftRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/drafts',
      {
        config: { permission: mayRead },
        schema: { tags, summary: 'Open drafts, the one changed last first', response: { 200: DraftList } },
      },
      () => showDrafts(ripen),
    )

    app.post(
      '/drafts',
      {
        config: { permission: mayChange },
        bodyLimit,
        schema: {
          tags,
          summary: 'Begin a draft, of a text or to bring an earlier version back',
          body: CreateDraft,
          response: { 201: DraftCreated },
        },
      },
      async (request, reply) => {
        const draft = await createDraft(ripen, { ...request.body, by: actorOf(callerOf(request)) })
        return reply.code(201).header('etag', etagOf(draft.revision)).send(draft)
      },
    )

    app.get(
      '/drafts/:id',
      {
        config: { permission: mayRead },
        schema: {
          tags,
          summary: 'A draft with its text',
          description: 'Also one that was discarded or published; its ETag goes into If-Match to save it.',
          params: DraftParams,
          response: { 200: DraftView },
        },
      },
      async (request, reply) => {
        const draft = await showDraft(ripen.db.pool, request.params.id)
        reply.header('etag', etagOf(draft.revision))
        return draft
      },
    )

    app.patch(
      '/drafts/:id',
      {
        config: { permission: mayChange },
        bodyLimit,
        schema: {
          tags,
          summary: 'Save a draft',
          description:
            'Needs If-Match with the ETag of the draft that the change builds on: where somebody else saved it since, nothing is overwritten (412). An edit takes back the agreement that was given.',
          params: DraftParams,
          headers,
          body: SaveDraft,
          response: { 200: DraftSaved },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const saved = await saveDraft(ripen, {
          ...request.body,
          id,
          revision: revisionOf(request.headers['if-match']),
          by: actorOf(callerOf(request)),
        })
        reply.header('etag', etagOf(saved.revision))
        return saved
      },
    )

    app.delete(
      '/drafts/:id',
      {
        config: { permission: mayChange },
        schema: {
          tags,
          summary: 'Discard a draft',
          description: 'It can be had back.',
          params: DraftParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await discardDraft(ripen, request.params.id, actorOf(callerOf(request)))
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/drafts/:id/restore',
      {
        config: { permission: mayChange },
        schema: {
          tags,
          summary: 'Have a discarded draft back',
          params: DraftParams,
          response: { 200: DraftView },
        },
      },
      (request) => restoreDraft(ripen, request.params.id, actorOf(callerOf(request))),
    )
  }
}

function revisionOf(match: string | undefined): number {
  if (match === undefined) throw new VersionMissing('GET /api/v1/drafts/{id}')
  const revision = /^"r(\d{1,9})"$/.exec(match.trim())?.[1]
  // What is no ETag of ours matches no revision.
  return revision === undefined ? 0 : Number(revision)
}
