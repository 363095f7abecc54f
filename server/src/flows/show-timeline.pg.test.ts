import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TimelineQuery } from '../contract/timeline.ts'
import { MINUTE } from '../domain/duration.ts'
import { findEvent } from '../features/contacts/timeline.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { createIntake } from './intake.ts'
import type { Ripen } from './ripen.ts'
import { showTimeline } from './show-timeline.ts'
import { whyContact } from './why-contact.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let ada: string

const SCRIPT = '<script>alert(1)</script>'
const PAGES = 5300

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  const intake = createIntake(ripen)
  const identities = named({ email: 'ada@acme.example' })
  const did = (event: Parameters<typeof incoming>[1]) => {
    ripen.clock.now += MINUTE
    return incoming({ at: ripen.clock.now, identities }, event)
  }
  await intake.submit(
    [
      did({ kind: 'subscription', name: 'newsletter', data: { on: true } }),
      did({
        kind: 'page',
        name: 'Old',
        data: { path: '/needle-in-the-hay' },
        stamp: { source: 'paid_search', campaign: 'brand' },
      }),
      did({ kind: 'traits', data: { set: { bio: 'x'.repeat(100_000), [SCRIPT]: SCRIPT } } }),
      did({ kind: 'track', name: 'Email Opened', data: { subject: 'A "quoted" one' } }),
      did({ kind: 'track', name: 'Demo Call Booked', data: {} }),
    ],
    100,
  )
  const pages = Array.from({ length: PAGES }, (_, index) =>
    did({ kind: 'page', name: 'Blog', data: { path: `/blog/${index}` } }),
  )
  for (let from = 0; from < PAGES; from += 300) await intake.submit(pages.slice(from, from + 300), 100)
  await intake.submit([did({ kind: 'conversion', name: 'demo', data: {} })], 100)
  ada = (await whyContact(ripen, 'ada@acme.example'))?.contact.id ?? ''
}, 120_000)
afterAll(() => database.drop())

const look = (query: Record<string, unknown> = {}) => showTimeline(ripen, ada, TimelineQuery.parse(query))

async function lookOn(query: Record<string, unknown>) {
  const pages = [await look(query)]
  for (let older = pages[0]?.older ?? null; older !== null; older = pages.at(-1)?.older ?? null)
    pages.push(await look({ ...query, older }))
  return { pages, events: pages.flatMap(({ events }) => events), moves: pages.flatMap(({ moves }) => moves) }
}

describe('the timeline', () => {
  test('comes in pages without a gap or a double, each move where it belongs', async () => {
    const { events, moves, pages } = await lookOn({ limit: 1000 })
    expect(pages.length).toBeGreaterThan(4)
    const { rows } = await database.db.pool.query<{ id: string }>(
      'select id from events where contact_id = $1 order by id desc',
      [ada],
    )
    expect(events.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
    expect(moves.map(({ to }) => to)).toEqual(['mql', 'subscriber'])
    expect(pages[0]?.moves.map(({ to }) => to)).toEqual(['mql'])
  })

  test.each([
    ['web', PAGES + 1],
    ['forms', 1],
    ['email', 2],
    ['sales', 1],
    ['forms,email', 3],
  ])('shows only %s', async (sort, count) => {
    const { events, moves } = await lookOn({ sort, limit: 1000 })
    expect(events).toHaveLength(count)
    expect(moves).toEqual([])
  })

  test('shows moves among the changes', async () => {
    const { events, moves } = await lookOn({ sort: 'changes' })
    expect(events.map(({ kind }) => kind)).toContain('traits')
    expect(moves).toHaveLength(2)
  })

  test('says how far a search looked, and finds what lies behind that when it goes on', async () => {
    const first = await look({ q: 'Needle' })
    expect(first.events).toEqual([])
    expect(first.lookedUpTo).not.toBeNull()
    const { events } = await lookOn({ q: 'Needle' })
    expect(events).toEqual([
      expect.objectContaining({ place: '/needle-in-the-hay', source: 'paid_search', campaign: 'brand' }),
    ])
  })

  test.each([
    ['a "quoted"', 'Email Opened'],
    ['demo call', 'Demo Call Booked'],
    ['BRAND', 'Old'],
  ])('finds %s', async (q, name) => {
    expect((await lookOn({ q })).events.map((event) => event.name)).toEqual([name])
  })

  test.each(['%', '_', '\\', "'; drop table events; --"])('takes %s as it is written', async (q) => {
    const { events } = await lookOn({ q: `zz${q}` })
    expect(events).toEqual([])
  })

  test('begins around an event however far back it lies, and goes on to both sides', async () => {
    const [target] = (await lookOn({ q: 'needle' })).events
    const page = await look({ around: target?.id })
    const index = page.events.findIndex(({ id }) => id === target?.id)
    expect(index).toBe(20)
    expect(page.events.at(-1)?.kind).toBe('subscription')
    expect(page.older).toBeNull()
    const above = await look({ newer: page.newer, limit: 50 })
    expect(above.events).toHaveLength(50)
    const ids = [...above.events, ...page.events].map(({ id }) => id)
    const whole = (await lookOn({ limit: 1000 })).events.map(({ id }) => id)
    expect(whole.slice(-ids.length)).toEqual(ids)
  })

  test('begins around a move', async () => {
    const page = await look({ around: `${ada}.1` })
    expect(page.moves.map(({ id }) => id)).toContain(`${ada}.1`)
    expect(page.events.some(({ kind }) => kind === 'subscription')).toBe(true)
  })

  test('tells of a trait of 100 kB by its name alone, and gives it whole when asked', async () => {
    const page = await look({ sort: 'changes' })
    const traits = page.events.find(({ kind }) => kind === 'traits')
    expect(traits?.text).toContain('bio')
    expect(JSON.stringify(page).length).toBeLessThan(20_000)
    const whole = await findEvent(database.db.pool, ada, traits?.id ?? '')
    expect(JSON.stringify(whole?.data)).toHaveLength(
      JSON.stringify({ set: { bio: 'x'.repeat(100_000), [SCRIPT]: SCRIPT } }).length,
    )
  })

  test('gives no event of somebody else', async () => {
    const [event] = (await look()).events
    expect(await findEvent(database.db.pool, '00000000-0000-7000-8000-000000000000', event?.id ?? '')).toBeNull()
  })
})
