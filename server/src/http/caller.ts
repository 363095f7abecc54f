import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../domain/facts.ts'
import type { Origin } from '../features/sessions/auth.ts'
import { findSession, keepSession, SESSION_LASTS } from '../features/sessions/sessions.ts'
import type { Entrance } from '../flows/people/entrance.ts'
import type { Ripen } from '../flows/ripen.ts'
import { secretInHeaders } from './intake/find-sender.ts'
import type { KeyChecker } from './intake/ports.ts'
import { orUnavailable } from './intake/take-messages.ts'
import { comesFromOurPages } from './loopback.ts'
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

/** What tells who asks. */
export interface CallerParts {
  readonly ripen: Ripen
  readonly keys: KeyChecker
  readonly entrance: Pick<Entrance, 'cookie' | 'url'>
}

/** Who is behind a request; null where neither a valid key nor a session says so. */
export async function findCaller(
  parts: CallerParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Caller | null> {
  const secret = secretInHeaders(request.headers)
  if (secret === null) return findPersonAsking(parts, request, reply)
  const key = await orUnavailable(parts.keys.find(secret))
  return key === null ? null : { by: 'key', id: key.id, kind: key.kind }
}

async function findPersonAsking(
  { ripen, entrance: { cookie, url } }: CallerParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Caller | null> {
  const value = request.cookies[cookie.name]
  const token = cookie.tokenIn(value)
  if (value === undefined || token === null || !comesFromOurPages(request, url())) return null
  const { pool } = ripen.db
  const session = await findSession(pool, token, ripen.now())
  if (session === null) return null
  if (await keepSession(pool, session, ripen.now())) reply.header('set-cookie', cookie.line(value, SESSION_LASTS))
  const { person, salesSees } = session
  return { by: 'person', ...person, session: session.id, sees: person.role === 'sales' ? salesSees : 'all' }
}

export function actorOf(caller: Caller): Actor {
  return caller.by === 'key' ? { key: caller.id } : { user: caller.id, name: caller.name }
}

/** A name that is the same for all requests of one caller. */
export function callerName(caller: Caller): string {
  return caller.by === 'key' ? caller.id : `person:${caller.id}`
}

/** The caller of a route with a permission, which is always known. */
export function callerOf(request: { readonly caller: Caller | null }): Caller {
  if (request.caller === null) throw new Error('This route has no permission, so its caller is not known.')
  return request.caller
}

/** The caller of a route that is for people. */
export function personOf(request: { readonly caller: Caller | null }): Extract<Caller, { by: 'person' }> {
  const caller = callerOf(request)
  if (caller.by !== 'person') throw new Error('This route is for people, and its permission let a key in.')
  return caller
}

/** The teams that a move has to be the business of; administrators and operations stand for all of them, as keys do. */
export function teamsOf(caller: Caller): { readonly teams?: readonly string[] } {
  return caller.by === 'person' && (caller.role === 'sales' || caller.role === 'marketer')
    ? { teams: caller.teams }
    : {}
}

/** Where a request comes from, for the list of sessions and for limits. */
export function originOf(request: FastifyRequest): Origin {
  const { cookie, 'user-agent': browser = '' } = request.headers
  return { address: request.ip, browser, ...(cookie === undefined ? {} : { cookie }) }
}
