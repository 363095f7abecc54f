import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isLocal, isSameOrigin } from './loopback.ts'

const cookieName = 'ripen_page'

/**
 * Until there are people with passwords, whoever sits at this machine is its administrator: the web app's HTML hands a
 * cookie to local requests, and the API takes it from them. It ends with the process.
 */
export interface PageSessions {
  /** Gives a local reader of the web app a session. */
  open(request: FastifyRequest, reply: FastifyReply): void
  /** Whether a request of the web app has one. */
  isOpen(request: FastifyRequest): boolean
}

export function createPageSessions(): PageSessions {
  const secret = randomBytes(32)
  const sign = (id: string) => createHmac('sha256', secret).update(id).digest('base64url')
  const isOurs = (cookie: string | undefined): boolean => {
    const [id, signature] = cookie?.split('.') ?? []
    if (id === undefined || signature === undefined) return false
    const [given, ours] = [Buffer.from(signature), Buffer.from(sign(id))]
    return given.length === ours.length && timingSafeEqual(given, ours)
  }
  return {
    open: (request, reply) => {
      if (!isLocal(request) || isOurs(request.cookies[cookieName])) return
      const id = randomBytes(18).toString('base64url')
      reply.setCookie(cookieName, `${id}.${sign(id)}`, { path: '/', httpOnly: true, sameSite: 'strict' })
    },
    isOpen: (request) => isLocal(request) && isSameOrigin(request) && isOurs(request.cookies[cookieName]),
  }
}
