import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { canonical } from '../domain/json.ts'
import { beginRequest, dropRequest, keepAnswer, type RequestKey } from '../features/idempotency/kept-answers.ts'
import type { Ripen } from '../flows/ripen.ts'
import { Conflict, IdempotencyKeyUnusable } from './api-errors.ts'
import { callerName } from './caller.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Under which the answer is to be kept; null where the sender asked for no such thing. */
    keptUnder: RequestKey | null
  }
  interface FastifyContextConfig {
    /** The answer holds a secret that is told once: it is not kept. */
    tellsSecret?: boolean
  }
}

/** Kept of an answer that has no body. */
const NOTHING = 'null'

const heldBack = {
  status: 409,
  body: JSON.stringify({
    type: 'about:blank',
    title: 'The request contradicts the present state',
    status: 409,
    detail: 'This request was carried out before, and its answer holds a secret that is told once. Make another.',
    code: 'conflict',
  }),
}

/** A POST with the same Idempotency-Key is carried out once: it gets the same answer again for 24 hours. */
export function answerOnce(app: FastifyInstance, ripen: Ripen): void {
  app.decorateRequest('keptUnder', null)
  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (request.method !== 'POST' || key === undefined || request.caller === null) return
    if (typeof key !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(key)) {
      throw new IdempotencyKeyUnusable('invalid', 'An Idempotency-Key has 1 to 255 printable ASCII characters.')
    }
    const under = { caller: callerName(request.caller), key }
    const begun = await beginRequest(ripen.db.pool, under, hashOf(request), ripen.now())
    switch (begun.state) {
      case 'first':
        request.keptUnder = under
        return
      case 'other request':
        throw new IdempotencyKeyUnusable('unprocessable', 'This Idempotency-Key was used for another request.')
      case 'at work':
        throw new Conflict('A request with this Idempotency-Key is being carried out. Wait for its answer.')
      case 'answered':
        return replay(reply, begun.status, begun.answer)
    }
  })
  app.addHook<string | undefined>('onSend', async (request, reply, payload) => {
    const { keptUnder } = request
    if (keptUnder === null) return payload
    request.keptUnder = null
    await keep(ripen, request, reply, keptUnder, payload)
    return payload
  })
}

async function keep(
  ripen: Ripen,
  request: FastifyRequest,
  reply: FastifyReply,
  under: RequestKey,
  payload: string | undefined,
): Promise<void> {
  const { statusCode: status } = reply
  if (status >= 500) return dropRequest(ripen.db.pool, under)
  const tellsSecret = status < 300 && request.routeOptions.config.tellsSecret === true
  await keepAnswer(ripen.db.pool, under, tellsSecret ? heldBack : { status, body: payload || NOTHING })
}

function replay(reply: FastifyReply, status: number, answer: string): FastifyReply {
  if (status === 204) return reply.code(status).header('idempotent-replayed', 'true').send()
  return reply
    .code(status)
    .header('idempotent-replayed', 'true')
    .type(status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json')
    .serializer((text: string) => text)
    .send(answer)
}

function hashOf(request: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${canonical(request.body ?? null)}`)
    .digest()
}
