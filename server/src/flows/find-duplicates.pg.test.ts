import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findContact } from '../features/contacts/find-contacts.ts'
import { MOST_ALIKE } from '../features/duplicates/keys.ts'
import { countPairs, listPairs, listPairsOf, ordered, tellApart } from '../features/duplicates/pairs.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { findDuplicates } from './find-duplicates.ts'
import { createIntake, type RunningIntake } from './intake.ts'
import { mergeContacts, undoMerge } from './merge-contacts.ts'
import type { Ripen } from './ripen.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let intake: RunningIntake
const someone = { user: 'someone' }

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  intake = createIntake(ripen)
})
afterAll(() => database.drop())

const tell = async (email: string, set: Record<string, string> = {}) => {
  ripen.clock.now += 1000
  const event = { kind: 'traits' as const, data: { set: { email, ...set } } }
  await intake.submit([incoming({ at: ripen.clock.now, identities: named({ email }) }, event)], 100)
}
const findAll = async () => {
  while ((await findDuplicates(ripen)) > 0);
}
const idOf = async (email: string) => (await findContact(database.db.pool, email)) ?? ''
const alikeTo = async (email: string) => {
  await findAll()
  const id = await idOf(email)
  const pairs = await listPairsOf(database.db.pool, id, 50)
  const { rows } = await database.db.pool.query<{ id: string; email: string }>('select id, email from contacts')
  const emails = new Map(rows.map((row) => [row.id, row.email]))
  return pairs.map(({ one, other, kinds }) => `${emails.get(one === id ? other : one)}: ${kinds.join(', ')}`).sort()
}
const marks = async () => {
  const { rows } = await database.db.pool.query('select contacts from duplicate_marks')
  return rows.length
}

describe('contacts are proposed as one person', () => {
  test('by an address with dots or a tag, a phone number, a name at a company', async () => {
    await tell('grace@navy.example', { name: 'Grace Hopper', company: 'Navy', phone: '+1 703 555 0100' })
    await tell('gra.ce+lists@navy.example')
    await tell('g.hopper@home.example', { firstName: 'Grace', lastName: 'Hopper', company: 'NAVY Inc.' })
    await tell('desk@other.example', { name: 'Somebody Else', phone: '(703) 555-0100' })
    await tell('unlike@other.example', { name: 'Grace Hopper', company: 'Elsewhere' })
    expect(await alikeTo('grace@navy.example')).toEqual([
      'desk@other.example: phone',
      'g.hopper@home.example: name',
      'gra.ce+lists@navy.example: address',
    ])
    expect(await alikeTo('unlike@other.example')).toEqual([])
  })

  test('the most alike first, page by page, each once', async () => {
    await tell('gr.ace@navy.example', { name: 'Grace Hopper', company: 'navy' })
    await findAll()
    const pairs = []
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await listPairs(database.db.pool, { cursor, limit: 2 })
      pairs.push(...page.pairs)
      more = page.next !== null
      cursor = page.next ?? undefined
    }
    expect(pairs[0]).toMatchObject({ kinds: ['address', 'name'], strength: 7 })
    expect(pairs.map(({ strength }) => strength)).toEqual(pairs.map(({ strength }) => strength).sort((a, b) => b - a))
    expect(new Set(pairs.map(({ one, other }) => `${one} ${other}`)).size).toBe(pairs.length)
    expect(await countPairs(database.db.pool)).toEqual({ count: pairs.length, exact: true })
  })

  test('no more when what made them alike is gone', async () => {
    await tell('desk@other.example', { phone: '+44 20 7946 0000' })
    expect(await alikeTo('desk@other.example')).toEqual([])
  })

  test('not by what very many share', async () => {
    for (let one = 0; one <= MOST_ALIKE; one++) {
      await tell(`person${one}@large.example`, { name: `Person Number${one}`, phone: '+49 30 1234567' })
      if (one === 1) expect(await alikeTo('person0@large.example')).toEqual(['person1@large.example: phone'])
      if (one === MOST_ALIKE - 1) expect(await alikeTo('person0@large.example')).toHaveLength(MOST_ALIKE - 1)
    }
    expect(await alikeTo('person0@large.example')).toEqual([])
    expect(await alikeTo('person1@large.example')).toEqual([])
  })
})

describe('a pair', () => {
  test('that was told apart is not proposed again, whatever they say of themselves', async () => {
    await tell('ada@one.example', { name: 'Ada Lovelace', company: 'Engines' })
    await tell('a.da@one.example')
    expect(await alikeTo('ada@one.example')).toEqual(['a.da@one.example: address'])
    const pair = ordered(await idOf('ada@one.example'), await idOf('a.da@one.example'))
    expect(await tellApart(database.db.pool, pair, someone, ripen.now())).toBe(true)
    await tell('a.da@one.example', { name: 'Ada Lovelace', company: 'Engines' })
    expect(await alikeTo('ada@one.example')).toEqual([])
    expect(await tellApart(database.db.pool, pair, null, ripen.now())).toBe(true)
    await tell('a.da@one.example', { company: 'Engine' })
    expect(await alikeTo('ada@one.example')).toEqual(['a.da@one.example: address'])
  })

  test('that is merged is gone at once, and is back when that is undone', async () => {
    await tell('alan@two.example')
    await tell('a.lan@two.example')
    await findAll()
    const [survivor, other] = [await idOf('alan@two.example'), await idOf('a.lan@two.example')]
    await mergeContacts(ripen, { survivor, other, by: someone })
    expect(await listPairsOf(database.db.pool, survivor, 10)).toEqual([])
    await findAll()
    const kept = await database.db.pool.query('select from duplicate_keys where contact_id = $1', [other])
    expect(kept.rowCount).toBe(0)
    await undoMerge(ripen, { survivor, other, by: someone })
    expect(await alikeTo('alan@two.example')).toEqual(['a.lan@two.example: address'])
  })
})

describe('looking for duplicates', () => {
  test('is asked for by nothing but what tells who somebody is', async () => {
    await findAll()
    await tell('ada@one.example', { name: 'Ada Lovelace', title: 'Countess' })
    await intake.submit(
      [incoming({ at: ripen.clock.now, identities: named({ email: 'ada@one.example' }) }, { name: 'Video Watched' })],
      100,
    )
    expect(await marks()).toBe(0)
    await tell('ada@one.example', { name: 'Ada King' })
    expect(await marks()).toBe(1)
  })

  test('is done by one process at a time', async () => {
    await tell('two.processes@three.example')
    await tell('twoprocesses@three.example')
    const done = await Promise.all([findDuplicates(ripen), findDuplicates(ripen)])
    expect(Math.min(...done)).toBe(0)
    expect(await alikeTo('twoprocesses@three.example')).toEqual(['two.processes@three.example: address'])
  })
})
