import { createHash } from 'node:crypto'
import pino from 'pino'
import type { Db } from '../db/open.ts'
import type { Time } from '../domain/facts.ts'
import type { Identity, Incoming, IncomingEvent } from '../domain/incoming.ts'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { createPrograms } from '../features/lifecycle/programs.ts'
import { publishLifecycle } from '../flows/publish-lifecycle.ts'
import type { Ripen } from '../flows/ripen.ts'

/** Ripen on a test database with a clock of its own, and a preset, or a document, published. */
export async function testRipen(
  db: Db,
  options: { preset?: string; document?: string; now?: Time } = {},
): Promise<Ripen & { clock: { now: Time } }> {
  const clock = { now: options.now ?? Date.parse('2026-03-02T09:00:00Z') }
  const ripen = { db, programs: createPrograms(), log: pino({ level: 'silent' }), now: () => clock.now, clock }
  const document = options.document ?? findPreset(options.preset ?? 'b2b')?.document ?? ''
  const published = await publishLifecycle(ripen, { document, message: 'test', by: 'system' })
  if (published.outcome !== 'published') throw new Error(`The preset was not published: ${JSON.stringify(published)}`)
  return ripen
}

/** Identities as a message names them: `{ email: 'ada@acme.example' }`. */
export function named(names: { user?: string; email?: string; anonymous?: string }): readonly Identity[] {
  return (['user', 'email', 'anonymous'] as const).flatMap((kind) =>
    names[kind] === undefined ? [] : [{ kind, value: names[kind] }],
  )
}

let count = 0

/** A message that passed its protocol's checks; what is left out does not matter. */
export function incoming(
  given: Partial<Incoming> & { readonly at: Time; readonly identities: readonly Identity[] },
  ...events: readonly Partial<IncomingEvent>[]
): Incoming {
  count += 1
  return {
    channel: 'server',
    source: 'test',
    messageKey: createHash('sha256').update(`${process.pid} ${count}`).digest().subarray(0, 16),
    sentTime: null,
    receivedAt: given.at,
    previous: null,
    group: null,
    domain: null,
    opportunity: null,
    events: events.map((event) => ({ kind: 'track', name: '', data: {}, stamp: {}, ...event })),
    ...given,
  }
}
