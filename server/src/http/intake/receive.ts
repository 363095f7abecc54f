import type { FastifyRequest } from 'fastify'
import type { JsonObject } from '../../domain/json.ts'
import type { Lookups, SendingKey } from '../../integrations/segment/reading.ts'
import { findSender, secretInHeaders } from './find-sender.ts'
import { parseBody } from './parse-body.ts'
import type { Intake, KeyChecker, RejectedMessages } from './ports.ts'
import { readBody } from './read-body.ts'
import { UnreadableBody } from './refusals.ts'
import { showBytes } from './show-message.ts'
import { orUnavailable } from './take-messages.ts'

export interface IntakePorts {
  readonly keys: KeyChecker
  readonly intake: Intake
  readonly rejected: RejectedMessages
  readonly lookups: Lookups
  /** The time, in milliseconds. */
  readonly now: () => number
}

export interface Received {
  readonly sender: SendingKey
  readonly receivedAt: number
  readonly bytes: number
  readonly body: JsonObject
}

/**
 * Reads a request to its end: who sends, and the JSON object that is its body. A key in the headers is checked before
 * the body is read. A body that is no JSON is kept as rejected where its sender is known.
 *
 * @param choose what of the body is wanted; a fault that it finds counts as one of the body.
 * @throws {UnknownKey} {KeyMayNotSend} {BodyTooLarge} {UnknownEncoding} {UnreadableBody}
 */
export async function receive<T>(
  { keys, now, rejected }: IntakePorts,
  request: FastifyRequest,
  choose: (body: JsonObject) => T,
): Promise<Received & { readonly chosen: T }> {
  const receivedAt = now()
  const secret = secretInHeaders(request.headers)
  const known = secret === null ? null : await findSender(keys, secret)
  const bytes = await readBody(request.raw)
  try {
    const body = parseBody(bytes)
    const sender = known ?? (await findSender(keys, typeof body.writeKey === 'string' ? body.writeKey : null))
    return { sender, receivedAt, bytes: bytes.length, body, chosen: choose(body) }
  } catch (error) {
    if (error instanceof UnreadableBody && known !== null && secret !== null) {
      const rejection = { reason: error.reason, place: error.place, detail: error.message }
      const row = { source: known.id, receivedAt, rejection, message: showBytes(bytes, secret) }
      await orUnavailable(rejected.keep([row]))
    }
    throw error
  }
}
