import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY, MINUTE } from '../../domain/duration.ts'
import { EVERYTHING, knownHistory } from '../../domain/history.ts'
import { explainScores } from '../../domain/lifecycle/explain-scores.ts'
import { emptyState } from '../../domain/lifecycle/fold.ts'
import { trace } from '../../domain/lifecycle/trace.ts'
import { readLibrary } from '../../features/contacts/read-library.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { incoming, named, testRipen } from '../../testing/ripen.ts'
import { seeded } from '../../testing/seeded.ts'
import { createIntake, type RunningIntake } from '../intake.ts'
import { mergeContacts } from '../merge-contacts.ts'
import type { Ripen } from '../ripen.ts'
import { whyContact } from '../why-contact.ts'
import { endOf } from './gathered.ts'

const EVENTS = 1700
const START = Date.parse('2026-01-05T08:00:00Z')

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let intake: RunningIntake

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db, { now: START })
  intake = createIntake(ripen)
  await lives('ada@acme.example', EVENTS)
}, 120_000)
afterAll(() => database.drop())

const KINDS = [
  { kind: 'page', name: 'Pricing', data: { path: '/pricing' } },
  { kind: 'page', name: 'Blog', data: { path: '/blog' } },
  { kind: 'track', name: 'Content Downloaded', data: { title: 'Handbook' } },
  { kind: 'track', name: 'Something else', data: {} },
] as const

/** Somebody with very many events: told who it is, asks for a demo once, and goes on reading for days. */
async function lives(email: string, events: number): Promise<void> {
  const random = seeded(7)
  const identities = named({ email })
  const say = (...given: Parameters<typeof incoming>[1][]) => {
    ripen.clock.now += Math.ceil(random() * 40 * MINUTE)
    return incoming({ at: ripen.clock.now, identities }, ...given)
  }
  const messages = [
    say({ kind: 'traits', data: { set: { email, title: 'Head of Data' } } }),
    say({ kind: 'page', name: 'Home', data: { path: '/' }, stamp: { source: 'linkedin', campaign: 'handbook' } }),
    say({ kind: 'conversion', name: 'demo', data: {} }),
    ...Array.from({ length: events - 3 }, () => say(KINDS[Math.floor(random() ** 2 * KINDS.length)] ?? KINDS[0])),
  ]
  for (let from = 0; from < messages.length; from += 90) await intake.submit(messages.slice(from, from + 90), 100)
}

async function wholeStory(who: string) {
  const why = await whyContact(ripen, who)
  if (why === null) throw new Error(`There is no ${who}.`)
  const program = await ripen.programs.get(database.db.pool, 1)
  const { id } = why.contact
  const { facts } = knownHistory(await readLibrary(database.db.pool, [id]), id, EVERYTHING)
  const now = ripen.now()
  const traced = trace(program, emptyState(program, id), facts, endOf(now))
  return { why, whole: explainScores(program, traced.draft, traced.contributions, now) }
}

describe('the story of somebody with a long history', () => {
  test('is told from its end, and says so', async () => {
    const { why } = await wholeStory('ada@acme.example')
    expect(why.events).toBeGreaterThanOrEqual(EVENTS)
    expect(why.folded).toBeLessThan(450)
    expect(why.folded).toBeGreaterThanOrEqual(100)
    expect(why.scores['engagement']?.since).not.toBeNull()
  })

  test('has the very points of a fold of everything, and its parts add up to them', async () => {
    const { why, whole } = await wholeStory('ada@acme.example')
    for (const [key, score] of Object.entries(whole)) {
      const shown = why.scores[key]
      expect(shown?.points).toBe(score.points)
      for (const group of score.groups) {
        const told = shown?.groups.find((one) => one.key === group.key)
        const shares = (shown?.shares ?? []).filter((share) => share.group === group.key)
        expect(told?.points).toBeCloseTo(group.points, 9)
        expect((told?.earlier ?? 0) + shares.reduce((sum, { now }) => sum + now, 0)).toBeCloseTo(group.points, 9)
      }
    }
  })

  test('lists the contributions that a fold of everything finds, with the same cuts', async () => {
    const { why, whole } = await wholeStory('ada@acme.example')
    const shown = why.scores['engagement']?.shares ?? []
    expect(shown.length).toBeGreaterThan(30)
    const all = whole['engagement']?.shares.slice(-shown.length) ?? []
    expect(shown.map(({ event, rule, points }) => [event, rule, points])).toEqual(
      all.map(({ event, rule, points }) => [event, rule, points]),
    )
    expect(shown.some(({ cut }) => cut < 0)).toBe(true)
    for (const [index, { cut }] of shown.entries()) expect(cut).toBeCloseTo(all[index]?.cut ?? 0, 9)
  })

  test('names what an old move rests on, though that lies far back', async () => {
    const { why } = await wholeStory('ada@acme.example')
    expect(why).toMatchObject({ stage: 'mql', cause: 'rule', explanation: { holds: true } })
    expect(why.trigger).toMatchObject({ kind: 'conversion', name: 'demo' })
    expect(why.evidence).toEqual([why.trigger?.id])
  })

  test('knows where it came from', async () => {
    const { why } = await wholeStory('ada@acme.example')
    expect(why.touches.first).toMatchObject({ source: 'linkedin', campaign: 'handbook', event: expect.any(String) })
  })

  test('says from when on points would be below a threshold, and they are', async () => {
    const { why } = await wholeStory('ada@acme.example')
    const mql = why.scores['engagement']?.thresholds.find(({ points }) => points === 35)
    expect(mql).toMatchObject({ reached: true, uses: [{ use: 'grade', stage: null, sign: '2' }] })
    const before = ripen.clock.now
    ripen.clock.now = Date.parse(mql?.until ?? '') + 5
    expect((await whyContact(ripen, 'ada@acme.example'))?.scores['engagement']?.points).toBeLessThan(35)
    ripen.clock.now -= 10
    expect((await whyContact(ripen, 'ada@acme.example'))?.scores['engagement']?.points).toBeGreaterThanOrEqual(35)
    ripen.clock.now = before
  })

  test('lists nothing one by one where something came late, and still adds up', async () => {
    const late = incoming(
      { at: START + DAY, identities: named({ email: 'ada@acme.example' }) },
      { kind: 'track', name: 'Content Downloaded', data: {} },
    )
    await intake.submit([late], 100)
    const { why, whole } = await wholeStory('ada@acme.example')
    expect(why.scores['engagement']?.shares).toEqual([])
    for (const group of whole['engagement']?.groups ?? []) {
      const told = why.scores['engagement']?.groups.find(({ key }) => key === group.key)
      expect(told?.earlier).toBeCloseTo(group.points, 9)
    }
  })

  test('is one for two rows that were joined', async () => {
    await intake.submit(
      [
        incoming(
          { at: ripen.clock.now, identities: named({ user: 'twin' }) },
          { kind: 'page', name: 'Pricing', data: { path: '/pricing' } },
        ),
      ],
      100,
    )
    const idOf = async (who: string) => (await whyContact(ripen, who))?.contact.id ?? ''
    const survivor = await idOf('ada@acme.example')
    await mergeContacts(ripen, { survivor, other: await idOf('twin'), by: 'system' })
    const { why, whole } = await wholeStory('twin')
    expect(why.contact.id).toBe(survivor)
    for (const group of whole['engagement']?.groups ?? []) {
      const told = why.scores['engagement']?.groups.find(({ key }) => key === group.key)
      expect(told?.points).toBeCloseTo(group.points, 9)
    }
  })
})

test('a history that is not long is told whole', async () => {
  await lives('bob@acme.example', 450)
  const { why, whole } = await wholeStory('bob@acme.example')
  expect(why.folded).toBe(why.events)
  const { groups = [], shares = [], since } = why.scores['engagement'] ?? {}
  expect(shares.length).toBeLessThanOrEqual(300)
  for (const { key, points, earlier } of groups) {
    const told = shares.filter(({ group }) => group === key).reduce((sum, { now }) => sum + now, earlier)
    expect(told).toBeCloseTo(points, 9)
  }
  expect(since === null).toBe((whole['engagement']?.shares.length ?? 0) <= 300)
})
