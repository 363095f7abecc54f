import type { FastifyRequest } from 'fastify'
import type { Actor } from '../domain/facts.ts'
import { secretInHeaders } from './intake/find-sender.ts'
import type { KeyChecker } from './intake/ports.ts'
import { orUnavailable } from './intake/take-messages.ts'
import type { PageSessions } from './page-session.ts'
import type { Caller, Permission } from './permissions.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null before it is known, and on public routes. */
    caller: Caller | null
  }
  interface FastifyContextConfig {
    permission?: Permission
  }
}

/** Who is behind a request; null where neither a valid key nor a page session says so. */
export async function findCaller(
  keys: KeyChecker,
  sessions: PageSessions,
  request: FastifyRequest,
): Promise<Caller | null> {
  const secret = secretInHeaders(request.headers)
  if (secret === null) return sessions.isOpen(request) ? { by: 'page', user: 'local' } : null
  const key = await orUnavailable(keys.find(secret))
  return key === null ? null : { by: 'key', id: key.id, kind: key.kind }
}

export function actorOf(caller: Caller): Actor {
  return caller.by === 'key' ? { key: caller.id } : { user: caller.user }
}

/** A name that is the same for all requests of one caller. */
export function callerName(caller: Caller): string {
  return caller.by === 'key' ? caller.id : `page:${caller.user}`
}

/** The caller of a route with a permission, which is always known. */
export function callerOf(request: { readonly caller: Caller | null }): Caller {
  if (request.caller === null) throw new Error('This route has no permission, so its caller is not known.')
  return request.caller
}
