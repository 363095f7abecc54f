import { createHash } from 'node:crypto'
import type { Db } from '../server/src/db/open.ts'
import { DAY, MINUTE } from '../server/src/domain/duration.ts'
import type { Incoming, IncomingEvent } from '../server/src/domain/incoming.ts'
import { createPrograms } from '../server/src/features/lifecycle/programs.ts'
import { createIntake } from '../server/src/flows/intake.ts'
import { quietLog } from '../server/src/testing/quiet-log.ts'
import { seeded } from '../server/src/testing/seeded.ts'
import { NOW, SEED } from './million.ts'
import { type Asked, measureAll, onMillion } from './million-app.ts'

/** Most ms of CPU that a contact's page may cost, and that of somebody with a very long history. */
const LIMIT = 20
const LONG_LIMIT = 50
const LONG = 200_000
/** Messages that come at once. */
const GROUP = 100

type Ask = (path: string) => Promise<Asked>

/**
 * CPU of a contact's page among a million: everything that the browser asks for to show it. Beside contacts of the made-up million stand some
 * whose histories came through the intake, so that their moves have proofs, and one with 200,000 events.
 */
export function benchContact(): Promise<Readonly<Record<string, unknown>>> {
  const rounds = Number(process.env['RIPEN_BENCH_ROUNDS'] ?? 60)
  return onMillion('contact', async (ask, db) => {
    const long = await longContact(db)
    const lived = await livedContacts(db)
    const some = await someContacts(db)
    const old = await oldestEvents(db, long)
    let turn = 0
    const next = (ids: readonly string[]) => ids[turn++ % ids.length] ?? ''
    const usual = await measureAll(
      { 'a contact': () => page(ask, next(some)), 'a contact with 60 events': () => page(ask, next(lived)) },
      { limit: LIMIT, rounds },
    )
    const timeline = (query: string) => () => ask(`/contacts/${long}/timeline?${query}`)
    const ofLong = await measureAll(
      {
        '200,000 events': () => page(ask, long),
        'an event far back': () => page(ask, long, `&around=${next(old)}`),
        'a thousand older': timeline('limit=1000'),
        'only forms': timeline('sort=forms&limit=100'),
        'a search': timeline('q=nothing-like-it&limit=100'),
      },
      { limit: LONG_LIMIT, rounds },
    )
    const worst = usual.ratio < ofLong.ratio ? usual : ofLong
    return {
      ratio: worst.ratio,
      worst: worst.worst,
      limits_ms: { page: LIMIT, long: LONG_LIMIT },
      requests: rounds,
      each: { ...usual.each, ...ofLong.each },
    }
  })
}

/** All that the page asks for: one request, and one more where the timeline begins elsewhere. */
async function page(ask: Ask, id: string, around = ''): Promise<Asked> {
  const answers = [await ask(`/contacts/${id}/page?limit=60`)]
  if (around !== '') answers.push(await ask(`/contacts/${id}/timeline?limit=60${around}`))
  const sum = (part: 'node' | 'postgres') => answers.reduce((all, { cost }) => all + cost[part], 0)
  return { body: async () => null, cost: { node: sum('node'), postgres: sum('postgres') } }
}

async function someContacts(db: Db): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from contacts where id in (select contact_id from events tablesample system (0.01)) limit 200`,
  )
  return rows.map(({ id }) => id)
}

async function oldestEvents(db: Db, contact: string): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    'select id from events where contact_id = $1 order by id offset 5000 limit 20',
    [contact],
  )
  return rows.map(({ id }) => id)
}

const NOISE: readonly Partial<IncomingEvent>[] = [
  { kind: 'page', name: 'Pricing', data: { path: '/pricing', title: 'Prices' } },
  { kind: 'page', name: 'Blog', data: { path: '/blog/what-is-an-mql', title: 'What is an MQL?' } },
  {
    kind: 'page',
    name: 'Docs',
    data: { path: '/docs/start', title: 'Start' },
    stamp: { source: 'paid_search', campaign: 'brand' },
  },
  { kind: 'communication', name: 'Email Opened', data: { medium: 'email', direction: 'in' } },
  { kind: 'track', name: 'Content Downloaded', data: { title: 'The lead lifecycle handbook' } },
  { kind: 'track', name: 'Report Created', data: { rows: 12 } },
]

async function longContact(db: Db): Promise<string> {
  return (await lived(db, 'long@bench.example', LONG, 400 * DAY)) ?? ''
}

async function livedContacts(db: Db): Promise<readonly string[]> {
  const found: string[] = []
  for (let index = 0; index < 40; index++) {
    const id = await lived(db, `lived-${index}@bench.example`, 60, 90 * DAY)
    if (id !== null) found.push(id)
  }
  return found
}

/** Somebody whose history came in through the intake, before the present of the database; made once in a database that is kept. */
async function lived(db: Db, email: string, events: number, within: number): Promise<string | null> {
  const known = await idOf(db, email)
  if (known !== null) return known
  const random = seeded(SEED + events)
  const start = NOW - within
  let now = start
  const intake = createIntake({ db, programs: createPrograms(), log: quietLog(), now: () => now })
  const first: readonly Partial<IncomingEvent>[] = [
    { kind: 'traits', data: { set: { email, title: 'Head of Data', firstName: 'Ada', lastName: 'Long' } } },
    { kind: 'page', name: 'Home', data: { path: '/' }, stamp: { source: 'organic_search' } },
    { kind: 'subscription', name: 'newsletter', data: { on: true } },
  ]
  for (let from = 0; from < events; from += GROUP) {
    const messages: Incoming[] = []
    for (let index = from; index < Math.min(events, from + GROUP); index++) {
      now = start + Math.floor((within * index) / events) + MINUTE
      // A demo is asked for late in the history, so that the last move does not lie at its beginning.
      const event =
        first[index] ??
        (index === Math.floor(events * 0.8)
          ? ({ kind: 'conversion', name: 'demo', data: {} } as const)
          : NOISE[Math.floor(random() * NOISE.length)])
      messages.push(messageOf(email, now, index, event ?? {}))
    }
    await intake.submit(messages, 1)
  }
  await intake.drain()
  return idOf(db, email)
}

function messageOf(email: string, at: number, index: number, event: Partial<IncomingEvent>): Incoming {
  return {
    channel: 'server',
    source: 'bench',
    messageKey: createHash('sha256').update(`${email} ${index}`).digest().subarray(0, 16),
    sentTime: null,
    receivedAt: at,
    at,
    identities: [{ kind: 'email', value: email }],
    previous: null,
    group: null,
    domain: null,
    opportunity: null,
    events: [{ kind: 'track', name: '', data: {}, stamp: {}, ...event }],
  }
}

async function idOf(db: Db, email: string): Promise<string | null> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select contact_id as id from identities where kind = 'email' and value = $1`,
    [email],
  )
  return rows[0]?.id ?? null
}
