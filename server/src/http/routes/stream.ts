import { PassThrough } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type LiveHint, LiveQuery } from '../../contract/live.ts'
import { listVisible } from '../../features/contacts/visible.ts'
import { createLive } from '../../flows/live.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { NoSuchContact } from '../api-errors.ts'
import { callerOf } from '../caller.ts'
import { type Caller, mayRead } from '../permissions.ts'
import { visibleOf } from '../visible.ts'

/** Whatever stands between cuts connections on which nothing is said. */
const HEARTBEAT_MS = 20_000
/** How long a browser waits before it comes back (milliseconds). */
const COME_BACK = 2000
/** Whoever reads so slowly that this much waits for it is let go; it comes back. */
const MOST_UNREAD = 64 * 1024

/** Tells what changes, as server-sent events. */
export function streamRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const live = createLive(ripen)
    app.addHook('preClose', async () => live.close())

    app.get(
      '/stream',
      {
        config: { permission: mayRead },
        exposeHeadRoute: false,
        schema: {
          tags: ['Home'],
          summary: 'What changes, as it changes',
          description:
            'Server-sent events without end. Each says what is to be read anew, as JSON: `{"what":"stages"}`; `what` is ready, stages, contacts, proposals, import, bulk, lifecycle, drafts, rejected, or contact with the `id` that was asked for. Ends when the session or the key does.',
          querystring: LiveQuery,
          produces: ['text/event-stream'],
          response: { 200: z.any() },
        },
      },
      async (request, reply) => {
        const { contact = null } = request.query
        if (contact !== null) {
          const shown = await listVisible(ripen.db.pool, [contact], await visibleOf(ripen, request))
          if (!shown.has(contact)) throw new NoSuchContact(contact)
        }
        const stream = new PassThrough()
        const say = (text: string) => {
          if (stream.writableLength > MOST_UNREAD) stream.destroy()
          else stream.write(text)
        }
        const leave = live.join({
          by: cameBy(callerOf(request)),
          contact,
          tell: (hint: LiveHint) => say(`data: ${JSON.stringify(hint)}\n\n`),
          end: () => stream.end(),
        })
        const heart = setInterval(() => say(':\n\n'), HEARTBEAT_MS)
        stream.once('close', () => {
          clearInterval(heart)
          leave()
        })
        say(`retry: ${COME_BACK}\n\n`)
        return reply
          .type('text/event-stream; charset=utf-8')
          .header('x-accel-buffering', 'no')
          .serializer((body: unknown) => body as string)
          .send(stream)
      },
    )
  }
}

function cameBy(caller: Caller): { readonly session: string } | { readonly key: string } {
  return caller.by === 'person' ? { session: caller.session } : { key: caller.id }
}
