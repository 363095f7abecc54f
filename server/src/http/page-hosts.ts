import type { FastifyRequest } from 'fastify'
import { WrongHost } from './api-errors.ts'
import { hostName, isLoopbackName } from './loopback.ts'

/**
 * Pages are served under names of this machine and under the address that was set; a foreign name that was made to
 * point here must not show them.
 *
 * @throws {WrongHost}
 */
export function checkPageHost(request: FastifyRequest, url: string | null): void {
  const name = hostName(request.headers.host)
  if (isLoopbackName(name) || (url !== null && name === new URL(url).hostname)) return
  throw new WrongHost(request.headers.host ?? '')
}
