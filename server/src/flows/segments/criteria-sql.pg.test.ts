import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../db/transaction.ts'
import { DAY } from '../../domain/duration.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import { criteriaSql } from '../../features/segments/criteria-sql.ts'
import type { Judged } from '../../features/segments/members.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { createLoad, nextMoment } from '../../testing/load.ts'
import { RandomTeam } from '../../testing/random-team.ts'
import { incoming, named, testRipen } from '../../testing/ripen.ts'
import { seeded } from '../../testing/seeded.ts'
import { foldAccounts } from '../fold-accounts.ts'
import { createIntake } from '../intake.ts'
import type { Ripen } from '../ripen.ts'
import { wakeContacts } from '../wake-contacts.ts'
import { createJudge, type Judge, judgeContacts, type KeptCriteria } from './judge-contacts.ts'
import { readCriteria } from './read-criteria.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
const random = seeded(45)
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T

/** What traits come as: texts, numbers, lists, and what is hard to compare. */
const values: readonly Json[] = [
  'Berlin',
  'BERLIN',
  'berlin ',
  '',
  ' ',
  '5',
  '5.0',
  ' 5 ',
  '0x10',
  '1e3',
  '1e400',
  '-Infinity',
  'true',
  'False',
  'Köln',
  'STRASSE',
  'İstanbul',
  '\u212A',
  'k',
  'ß',
  '12 people',
  '\u00a07',
  5,
  0,
  -3.5,
  16,
  1000,
  1e21,
  true,
  false,
  null,
  [],
  ['Berlin', 5],
  ['5', null],
  { city: 'Berlin' },
  [['Berlin']],
  '100%_off',
  "o'Hara",
  '\\d',
  '1e-400',
  '+4',
  '.5',
  '5.',
  '--1',
  '0b11',
  '0o7',
]
const wanted: readonly (string | number | boolean | null)[] = [
  'berlin',
  'Berlin',
  '5',
  5,
  '5.0',
  16,
  3,
  7,
  1000,
  '1000',
  '1e3',
  '1e+21',
  true,
  'true',
  false,
  null,
  '',
  'k',
  'K',
  'strasse',
  '100%_off',
  "O'HARA",
  'i',
  -3.5,
  '-3.5',
  0,
  0.5,
]

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  const intake = createIntake(ripen)
  const load = createLoad(random, { people: 60, late: 0.08 })
  const team = new RandomTeam(ripen, random)
  for (let round = 0; round < 60; round++) {
    ripen.clock.now = nextMoment(random, ripen.clock.now) + DAY
    const { now } = ripen.clock
    const person = Math.floor(random() * 60)
    const set = { city: pick(values), size: pick(values), 'plan.name': pick(values) }
    await intake.submit(
      [
        ...Array.from({ length: 1 + Math.floor(random() * 10) }, () => load(now)),
        incoming(
          { at: now - Math.floor(random() * 3 * DAY), receivedAt: now, identities: named({ user: `user-${person}` }) },
          { kind: 'traits', data: { set } },
        ),
      ],
      1000,
    )
    await wakeContacts(ripen, now)
    await team.act()
  }
  while ((await foldAccounts(ripen, ripen.now())) > 0);
}, 120_000)
afterAll(() => database.drop())

function condition(): Json {
  const number = () => pick([5, 0, 16, -3.5, 1000, 0.5])
  return pick<() => Json>([
    () => pick(wanted),
    () => [pick(wanted), pick(wanted)],
    () => ({ is: pick(wanted) }),
    () => ({ not: pick(wanted) }),
    () => ({ any_of: [pick(wanted), pick(wanted)] }),
    () => ({ none_of: [pick(wanted), pick(wanted)] }),
    () => ({ exists: random() < 0.5 }),
    () => ({ at_least: number() }),
    () => ({ at_most: number(), more_than: number() }),
    () => ({ below: number() }),
    () => ({ between: [number(), number()] }),
    () => ({ starts: pick(['b', 'BER', '1', 'i', 'k', '%']) }),
    () => ({ ends: pick(['n', 'LIN', '0', 'k', 'f']) }),
    () => ({ contains: pick(['er', 'SS', '_', '%', 'i', "'", '\\']) }),
  ])()
}

const stages = ['subscriber', 'lead', 'mql', 'sal', 'customer', 'nurturing', 'disqualified']

function criteria(depth = 0): JsonObject {
  if (depth < 3 && random() < 0.4) {
    const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () => criteria(depth + 1))
    return pick<JsonObject>([{ all: parts }, { any: parts }, { not: criteria(depth + 1) }])
  }
  return pick<() => JsonObject>([
    () => ({ [`traits.${pick(['city', 'size', 'title', 'nothing'])}`]: condition() }),
    () => ({ 'account.employees': condition() }),
    () => ({ 'account.name': { contains: pick(['company', '3', 'COMP']) } }),
    () => ({ known: pick<Json>([true, 'email', ['user', 'phone']]) }),
    () => ({ source: pick<Json>(['paid_search', 'EMAIL', ['direct', 'organic_search'], 'nowhere']) }),
    () => ({ stage: pick(stages) }),
    () => ({ stage: { any_of: [pick(stages), pick(stages)] } }),
    () => ({ stage: { was: pick(stages), since: pick(['ever', 'cycle']) } }),
    () => ({ stage: { reached: pick(['lead', 'mql', 'sal']) } }),
    () => ({
      stage: { is: pick(stages), for: pick<Json>(['10d', '40d', { below: '20d' }, { at_least: '2d', below: '30d' }]) },
    }),
    () => ({ stage: { for: '30d' } }),
  ])()
}

function readyOf(head: Program, id: string, given: JsonObject): KeptCriteria {
  const read = readCriteria(head, new Map(), given)
  if ('faults' in read) throw new Error(`${JSON.stringify(given)}: ${JSON.stringify(read.faults)}`)
  return { id, criteria: given, ready: read.ready }
}

test('what columns answer is what the criteria answer of the whole history', { timeout: 60_000 }, async () => {
  const { pool } = database.db
  const head = await ripen.programs.head(pool)
  if (head === null) throw new Error('Nothing is published.')
  const ids = (await pool.query<{ id: string }>('select id from contacts order by id')).rows.map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(50)
  const { now } = ripen.clock
  const asked = Array.from({ length: 400 }, (_, index) => readyOf(head, `${index}`, criteria())).flatMap((one) => {
    const question = criteriaSql(head, one.ready.asked, now)
    return question === null ? [] : [{ ...one, question }]
  })
  expect(asked.length).toBeGreaterThan(300)
  // Folded anew, whatever the saved states say.
  const judge = createJudge(head, asked)
  const ways: readonly Judge[] = [
    { ...judge, byState: [], byHistory: judge.byState, further: head },
    { ...judge, byState: [] },
  ]
  const judged = await transaction(database.db, async (client) => {
    const found: Judged[] = []
    for (const way of ways) found.push(...(await judgeContacts(client, way, ids, now)))
    return found
  })
  let said = 0
  for (const { id, criteria: given, question } of asked) {
    const values: unknown[] = []
    const text = question((value) => `$${values.push(value)}`)
    const { rows } = await pool.query<{ id: string }>(
      `select c.id from contacts c where c.merged_into is null and c.state <> '' and ${text} order by c.id`,
      values,
    )
    const held = judged.flatMap(({ contact, segments }) => (segments.has(id) ? [contact] : []))
    expect({ given, held: rows.map((row) => row.id) }).toEqual({ given, held })
    said += held.length
  }
  expect(said).toBeGreaterThan(1000)
})

test.each([
  ['a pattern', { 'traits.title': { matches: '(?i)head' } }],
  ['a date', { 'traits.born': { before: '2020-01-01' } }],
  ['letters beyond ASCII', { 'traits.city': 'Köln' }],
  ['what somebody did', { did: 'Content Downloaded' }],
  ['time without a deed', { idle: '30d' }],
  ['points', { score: { engagement: { at_least: 10 } } }],
  ['a part that is one of these', { any: [{ stage: 'mql' }, { not: { idle: '3d' } }] }],
])('%s is no matter of columns', async (_, given) => {
  const head = await ripen.programs.head(database.db.pool)
  if (head === null) throw new Error('Nothing is published.')
  const { ready } = readyOf(head, 'one', given as JsonObject)
  expect(criteriaSql(head, ready.asked, ripen.clock.now)).toBeNull()
})

test('segments that name others twice do not grow without end', async () => {
  const head = await ripen.programs.head(database.db.pool)
  if (head === null) throw new Error('Nothing is published.')
  const saved = new Map<string, JsonObject>([['s0', { known: true }]])
  for (let nth = 1; nth < 60; nth++)
    saved.set(`s${nth}`, { any: [{ segment: `s${nth - 1}` }, { not: { segment: `s${nth - 1}` } }] })
  const read = readCriteria(head, saved, { segment: 's59' })
  expect(read).toMatchObject({ faults: [{ message: { key: 'fault.too_large' } }] })
})
