import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import type { Incoming, Rejection } from '../domain/incoming.ts'
import { intakeRoutes } from '../http/intake/intake-routes.ts'
import { ownEventRoutes } from '../http/intake/own-event-routes.ts'
import type { Intake } from '../http/intake/ports.ts'
import type { Lookups } from '../integrations/segment/reading.ts'

type Answer = Awaited<ReturnType<Intake['submit']>>

const keys = new Map([
  ['write-secret', { id: 'w1', kind: 'write', historical: false }],
  ['full-secret', { id: 'f1', kind: 'full', historical: false }],
  ['historical-secret', { id: 'h1', kind: 'full', historical: true }],
  ['read-secret', { id: 'r1', kind: 'read', historical: false }],
] as const)

const lookups: Lookups = {
  emailKind: () => 'corporate',
  corporateDomain: (email) => email.split('@')[1] ?? null,
  normalisePhone: (phone) => (phone.startsWith('+') ? phone.replaceAll(' ', '') : null),
  isMachine: (userAgent) => userAgent.includes('bot'),
}

/** The intake's HTTP side on loopback, before a store that only writes down what it is given. */
export async function startIntakePeer(now: () => number = Date.now) {
  const submitted: Incoming[] = []
  const kept: { source: string | null; receivedAt: number; rejection: Rejection; message: string }[] = []
  const answers: (Answer | Error)[] = []
  let keepsFail = false
  const ports = {
    keys: { find: async (secret: string) => keys.get(secret as 'full-secret') ?? null },
    intake: {
      submit: async (messages: readonly Incoming[]): Promise<Answer> => {
        const answer = answers.shift() ?? { outcome: 'committed', rejected: [] }
        if (answer instanceof Error) throw answer
        if (answer.outcome === 'committed') submitted.push(...messages)
        return answer
      },
    },
    rejected: {
      keep: async (rows: readonly (typeof kept)[number][]) => {
        if (keepsFail) throw new Error('connection lost')
        kept.push(...rows)
      },
    },
    lookups,
    now,
  }
  const app = Fastify()
  await app.register(intakeRoutes(ports))
  await app.register(ownEventRoutes(ports))
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    port,
    submitted,
    kept,
    /** The next answers of the store, in order; it commits where none is set. */
    answer: (...next: (Answer | Error)[]) => answers.push(...next),
    failToKeep: () => {
      keepsFail = true
    },
    post: async (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
      const response = await fetch(url + path, {
        method: 'POST',
        body,
        headers: { authorization: 'Bearer full-secret', ...headers },
      })
      return { status: response.status, headers: response.headers, body: JSON.parse((await response.text()) || 'null') }
    },
    close: () => app.close(),
  }
}

export type IntakePeer = Awaited<ReturnType<typeof startIntakePeer>>
