import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  LifecycleVersion,
  type NoticeView,
  Published,
  PublishLifecycle,
  ValidateLifecycle,
  Validation,
} from '../../contract/lifecycle.ts'
import { say } from '../../contract/messages/say.ts'
import { momentOf } from '../../contract/moment.ts'
import type { PlacedNotice } from '../../domain/lifecycle/document.ts'
import { LONGEST_DOCUMENT, type PlacedFault } from '../../domain/lifecycle/placed.ts'
import { findHeadVersion, findVersion } from '../../features/lifecycle/versions.ts'
import { publishLifecycle } from '../../flows/publish-lifecycle.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { readDraft } from '../../flows/segments/read-draft.ts'
import { ChangedMeanwhile, ConditionMissing, FaultyLifecycle, NotFound, NotPermitted } from '../api-errors.ts'
import { actorOf, callerOf } from '../caller.ts'
import { mayChange, mayGoWithout, mayPublish, mayRead } from '../permissions.ts'

const tags = ['Lifecycle']
const bodyLimit = 3 * LONGEST_DOCUMENT
const etagOf = (version: number) => `"v${version}"`

const conditions = z.object({
  'if-match': z.string().optional().describe('ETag of the version that was changed'),
  'if-none-match': z.string().optional().describe('`*` to publish the very first version'),
})

/** The lifecycle document: read it, check a draft, publish the next version. */
export function lifecycleRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/lifecycle',
      {
        config: { permission: mayRead },
        schema: { tags, summary: 'The version in force', response: { 200: LifecycleVersion } },
      },
      async (request, reply) => {
        const head = await findHeadVersion(ripen.db.pool)
        const found = head === null ? null : await findVersion(ripen.db.pool, head)
        if (found === null) throw new NotFound('No lifecycle is published yet.')
        reply.header('etag', etagOf(found.version))
        if (request.headers['if-none-match'] === etagOf(found.version)) return notModified(reply)
        return { ...found, publishedAt: momentOf(found.publishedAt) }
      },
    )

    app.post(
      '/lifecycle/validate',
      {
        config: { permission: mayChange },
        bodyLimit,
        schema: { tags, summary: 'Check a document', body: ValidateLifecycle, response: { 200: Validation } },
      },
      async (request) => {
        const read = await readDraft(ripen.db.pool, request.body.document)
        if ('faults' in read) return { valid: false, faults: read.faults.map(faultView), notices: [] }
        return { valid: true, faults: [], notices: read.notices.map(noticeView) }
      },
    )

    app.put(
      '/lifecycle',
      {
        config: { permission: mayPublish },
        bodyLimit,
        schema: {
          tags,
          summary: 'Publish a version',
          headers: conditions,
          body: PublishLifecycle,
          response: { 200: Published },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request)
        const { withoutAgreement: without, ...body } = request.body
        if (without !== undefined && !mayGoWithout(caller)) throw new NotPermitted(caller)
        const by = actorOf(caller)
        const done = await publishLifecycle(ripen, { ...body, without, parent: parentOf(request.headers), by })
        if (done.outcome === 'conflict') {
          const said = done.differences.map((one) => say(one.message))
          throw new ChangedMeanwhile(done.head, said)
        }
        if (done.outcome === 'faults') throw new FaultyLifecycle(done.faults.map(faultView))
        reply.header('etag', etagOf(done.version))
        const changed = done.outcome === 'published'
        return { version: done.version, changed, notices: changed ? done.notices.map(noticeView) : [] }
      },
    )
  }
}

function notModified(reply: FastifyReply): never {
  return reply.code(304).send() as never
}

/** The version that a draft was made from; null for the very first. */
function parentOf(headers: z.infer<typeof conditions>): number | null {
  if (headers['if-none-match']?.trim() === '*') return null
  const match = headers['if-match']?.trim()
  if (match === undefined) throw new ConditionMissing()
  const version = /^"v(\d{1,9})"$/.exec(match)?.[1]
  // What is no ETag of ours matches no version: as good as one that is long gone.
  return version === undefined ? 0 : Number(version)
}

function faultView({ path, line, column, message }: PlacedFault) {
  return { path: [...path], line, column, text: say(message) }
}

function noticeView(notice: PlacedNotice): NoticeView {
  return { ...faultView(notice), level: notice.level }
}
