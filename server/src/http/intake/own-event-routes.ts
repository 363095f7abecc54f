import type { FastifyInstance } from 'fastify'
import { readOwnEvent } from '../../integrations/own-events/read-own-event.ts'
import { answerError } from '../errors.ts'
import { takeBodiesRaw } from './intake-routes.ts'
import { listIn } from './parse-body.ts'
import { type IntakePorts, receive } from './receive.ts'
import { KeyMayNotSend } from './refusals.ts'
import { takeMessages } from './take-messages.ts'

/**
 * `POST /api/v1/events`: events of Ripen's own kinds, with a full key. As in a batch of the Segment protocol, a bad
 * event does not hold up the others; the answer names each that was not taken.
 */
export function ownEventRoutes(ports: IntakePorts) {
  return async (app: FastifyInstance) => {
    takeBodiesRaw(app)
    app.setErrorHandler(answerError)
    app.post('/api/v1/events', async (request) => {
      const { bytes, chosen, receivedAt, sender } = await receive(ports, request, (body) => listIn(body, 'events'))
      if (sender.kind !== 'full') throw new KeyMayNotSend("Ripen's own kinds of event need a full key.")
      const { lookups } = ports
      const letters = chosen.map((raw, index) => {
        const place = `events[${index}]`
        return { raw, place, reading: readOwnEvent(raw, { place, key: sender, receivedAt, lookups }) }
      })
      const { accepted, rejections } = await takeMessages(ports, { sender, receivedAt, bytes }, letters)
      return { success: true, accepted, rejected: rejections }
    })
  }
}
