import type { IncomingHttpHeaders } from 'node:http'
import type { SendingKey } from '../../integrations/segment/reading.ts'
import type { KeyChecker } from './ports.ts'
import { KeyMayNotSend, UnknownKey } from './refusals.ts'

/** The key in a request's headers: `X-Write-Key`, Bearer, or the user name of Basic; null where there is none. */
export function secretInHeaders(headers: IncomingHttpHeaders): string | null {
  const own = headers['x-write-key']
  if (typeof own === 'string' && own.trim() !== '') return own.trim()
  const [, scheme, given] = /^(basic|bearer) +(\S+) *$/i.exec(headers.authorization ?? '') ?? []
  if (scheme === undefined || given === undefined) return null
  if (scheme.toLowerCase() === 'bearer') return given
  const name = Buffer.from(given, 'base64').toString('utf8').split(':')[0]
  return name === undefined || name === '' ? null : name
}

/**
 * The key behind a secret, where it may send messages.
 *
 * @throws {UnknownKey} {KeyMayNotSend}
 */
export async function findSender(keys: KeyChecker, secret: string | null): Promise<SendingKey> {
  const key = secret === null ? null : await keys.find(secret)
  if (key === null) throw new UnknownKey(secret !== null)
  if (key.kind === 'read') throw new KeyMayNotSend('A read key sends nothing. Use a write key or a full key.')
  return { id: key.id, kind: key.kind, historical: key.historical }
}
