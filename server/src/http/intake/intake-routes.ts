import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../domain/app-error.ts'
import type { MessageType } from '../../integrations/segment/read-envelope.ts'
import { readMessage } from '../../integrations/segment/read-message.ts'
import { answerError } from '../errors.ts'
import { problem } from '../problem.ts'
import { browserSettings } from './browser-settings.ts'
import { listIn } from './parse-body.ts'
import { type IntakePorts, receive } from './receive.ts'
import { orUnavailable, takeMessages } from './take-messages.ts'

export interface IntakeOptions extends IntakePorts {
  /** Address by which browsers reach Ripen; null: as the request names it (default). */
  readonly url?: string | null
}

const singlePaths: readonly (readonly [path: string, type: MessageType])[] = [
  ['/v1/identify', 'identify'],
  ['/v1/i', 'identify'],
  ['/v1/track', 'track'],
  ['/v1/t', 'track'],
  ['/v1/page', 'page'],
  ['/v1/p', 'page'],
  ['/v1/screen', 'screen'],
  ['/v1/s', 'screen'],
  ['/v1/group', 'group'],
  ['/v1/g', 'group'],
  ['/v1/alias', 'alias'],
  ['/v1/a', 'alias'],
]

const batchPaths = ['/v1/batch', '/v1/b', '/v1/import'] as const

/**
 * The HTTP side of the Segment protocol, for the libraries of Segment and RudderStack on servers and in browsers.
 *
 * A request is answered 200 when everything good in it is committed. A bad message never holds up the others of its
 * batch: it is kept as rejected and counted in the answer.
 */
export function intakeRoutes(options: IntakeOptions) {
  return async (app: FastifyInstance) => {
    takeBodiesRaw(app)
    app.setErrorHandler(answerError)
    app.addHook('onRequest', allowBrowsers)
    app.options('/v1/*', (_request, reply) => reply.code(204).send())
    for (const [path, type] of singlePaths) {
      app.post(path, (request, reply) => takeOne(options, type, request, reply))
    }
    for (const path of batchPaths) app.post(path, (request) => takeBatch(options, request))
    // The browser library's figures about itself.
    app.post('/v1/m', async () => ({ success: true }))
    app.get<{ Params: { key: string } }>('/v1/projects/:key/settings', async (request) => {
      const { key } = request.params
      if ((await orUnavailable(options.keys.find(key)))?.kind !== 'write') throw new NoSuchWriteKey()
      return browserSettings(key, options.url ?? `${request.protocol}://${request.host}`)
    })
  }
}

class NoSuchWriteKey extends AppError {
  override name = 'NoSuchWriteKey'
  constructor() {
    super('not_found', 'There is no such write key. Browsers need one of the kind write.')
  }
}

async function takeOne(options: IntakeOptions, type: MessageType, request: FastifyRequest, reply: FastifyReply) {
  const { body, bytes, receivedAt, sender } = await receive(options, request, (whole) => whole)
  const { lookups } = options
  const reading = readMessage(body, { type, batch: null, place: '', key: sender, receivedAt, lookups })
  const { rejections } = await takeMessages(options, { sender, receivedAt, bytes }, [{ raw: body, place: '', reading }])
  const rejection = rejections[0]
  if (rejection === undefined) return { success: true }
  const { detail, place, reason } = rejection
  return problem(reply, { status: 400, title: 'The message was not taken', detail, code: reason, place })
}

async function takeBatch(options: IntakeOptions, request: FastifyRequest) {
  const { body, bytes, chosen, receivedAt, sender } = await receive(options, request, (whole) => listIn(whole, 'batch'))
  const { lookups } = options
  const letters = chosen.map((raw, index) => {
    const place = `batch[${index}]`
    return {
      raw,
      place,
      reading: readMessage(raw, { type: null, batch: body, place, key: sender, receivedAt, lookups }),
    }
  })
  const { accepted, rejections } = await takeMessages(options, { sender, receivedAt, bytes }, letters)
  return { success: true, accepted, rejected: rejections.length }
}

/** Leaves every body to the handler, whatever type it claims: libraries label gzip as a form, and JSON as text. */
export function takeBodiesRaw(app: FastifyInstance) {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  // A content type that is no media type at all would be refused before any parser is asked.
  app.addHook('onRequest', async (request) => {
    delete request.raw.headers['content-type']
  })
}

/** Pages of any origin may send; cookies play no part. */
async function allowBrowsers(request: FastifyRequest, reply: FastifyReply) {
  reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'retry-after')
  if (request.method !== 'OPTIONS') return
  const wanted = request.headers['access-control-request-headers']
  const named = typeof wanted === 'string' && /^[\w\-, ]{1,500}$/.test(wanted)
  reply
    .header('access-control-allow-methods', 'GET, POST, OPTIONS')
    .header(
      'access-control-allow-headers',
      named ? wanted : 'authorization, content-type, content-encoding, x-write-key',
    )
    .header('access-control-max-age', '86400')
}
