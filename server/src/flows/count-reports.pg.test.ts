import { afterEach, expect, test } from 'vitest'
import { ContactsQuery } from '../contract/contacts.ts'
import { migrate } from '../db/migrate.ts'
import { readTally } from '../features/reports/report-cells.ts'
import { countStages } from '../features/rollups/stage-counts.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { createLoad } from '../testing/load.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { seeded } from '../testing/seeded.ts'
import { browseContacts } from './browse-contacts.ts'
import { checkReplay } from './check-replay.ts'
import { countChanges, countEverybody } from './count-reports.ts'
import { createIntake } from './intake.ts'
import { funnel } from './reports/funnel.ts'

let database: TestDatabase
afterEach(() => database.drop())

const NOW = Date.parse('2026-03-02T09:00:00Z')
const known = 'stages: [ { key: a, entry: { when: { known: true } } }, { key: b, entry: { when: { did: B } } } ]'
const document = (more = '') => `ripen: 1\nname: T\n${known}\n${more}`
const comes = (user: string, source: string | null, at = NOW) =>
  incoming(
    { at, identities: named({ user }) },
    { kind: 'page', name: 'Home', stamp: source === null ? {} : { source } },
  )

test('what an earlier Ripen left is counted once, and until then reports say so', async () => {
  database = await testDatabase({ empty: true })
  const { db } = database
  await migrate(db, { upTo: '0004-imports' })
  await db.pool.query(`insert into contacts (id, bucket, seq, nth, state, state_key, decision_key, version, known, traits, created_at)
    select ('00000000-0000-7000-8000-00000000000' || i)::uuid, i, 1, 1, '', 'k', 'k', 1, 1, '{}', now() from generate_series(1, 3) i`)
  await db.pool.query(`insert into transitions (contact_id, nth, bucket, track, cycle, at, place, to_stage, skipped, cause, actor, version, saw_seq,
      saw_lines, leaves, recorded_at, imported, replayed, original_source)
    select id, 1, bucket, 'main', 1, '2026-01-10', 'p', 'a', '[]', 'rule', '"system"', 1, 1, '{}', '[]', now(), false, false, 'email' from contacts`)
  await db.pool.query(`insert into rollups values (7, 'now', 'main', 'a', '', 'email', 2), (8, 'now', 'main', 'a', '', '(empty)', 1),
    (8, 'entered', 'main', 'a', '2026-01', 'email', 3)`)
  await migrate(db)
  const ripen = await testRipen(db, { document: document(), now: NOW })
  expect(await countStages(db.pool)).toEqual([{ track: 'main', stage: 'a', count: 3 }])
  expect(await funnel.show(ripen, { by: 'source' })).toMatchObject({ counting: { done: 0, total: 3 }, rows: [] })
  await countChanges(ripen)
  expect(await funnel.show(ripen, { by: 'source' })).toMatchObject({
    counting: null,
    rows: [{ key: 'email', entered: { a: 3, b: 0 } }],
  })
})

test('an excluded contact is somewhere, and counts nowhere', async () => {
  database = await testDatabase()
  const excluding = `detours: [ { key: out } ]\nexclude: [ { if: { traits.kind: test }, to: out, reason: test } ]\n`
  const ripen = await testRipen(database.db, { document: document(excluding), now: NOW })
  const intake = createIntake(ripen)
  const says = (user: string) =>
    incoming({ at: NOW + 1000, identities: named({ user }) }, { kind: 'traits', data: { set: { kind: 'test' } } })
  ripen.clock.now = NOW + 2000
  await intake.submit([comes('ada', null), says('ada'), comes('bob', null), says('kim')], 1)
  const [row] = (await funnel.show(ripen, {})).rows
  expect(row).toMatchObject({ counts: { a: 2, b: 0 }, entered: { a: 2 } })
  expect(await countStages(database.db.pool)).toEqual([
    { track: 'main', stage: 'a', count: 1 },
    { track: 'main', stage: 'out', count: 2 },
  ])
  const door = ContactsQuery.parse({ entered: 'out' })
  expect(await browseContacts(ripen, door)).toMatchObject({ items: [], total: { count: 0, exact: true } })
})

test('values beyond the first 10,000 are counted as one, taken back from there, and opened by their common name', async () => {
  database = await testDatabase()
  const ripen = await testRipen(database.db, { document: document(), now: NOW })
  const intake = createIntake(ripen)
  await intake.submit([comes('ada', 'first')], 1)
  await countChanges(ripen)
  await database.db.pool.query(
    `insert into report_values select 'source', 'made up ' || i, 1 + i from generate_series(1, 9999) i`,
  )
  await intake.submit([comes('bob', 'second'), comes('kim', 'third', NOW + 1), comes('eve', 'first')], 1)
  const keys = async () =>
    Object.fromEntries((await funnel.show(ripen, { by: 'source' })).rows.map(({ key, counts }) => [key, counts['a']]))
  expect(await keys()).toEqual({ first: 2, other: 2 })
  const door = ContactsQuery.parse({ entered: 'a', by: 'source', key: 'other' })
  expect(await browseContacts(ripen, door)).toMatchObject({
    items: [{ source: 'third' }, { source: 'second' }],
    total: { count: 2, exact: true },
  })
  expect(await checkReplay(ripen)).toMatchObject({ clean: true })
  await countEverybody(ripen)
  expect(await keys()).toEqual({ first: 2, other: 2 })
})

test('counting everybody while others write misses nobody and counts nobody twice', { timeout: 60_000 }, async () => {
  database = await testDatabase()
  const ripen = await testRipen(database.db, { now: NOW })
  const intake = createIntake(ripen)
  const message = createLoad(seeded(5), { people: 30, late: 0.05 })
  let writing = true
  const counting = async () => {
    for (let round = 0; writing; round++) await (round % 3 === 0 ? countEverybody(ripen) : countChanges(ripen))
  }
  const counters = Promise.all([counting(), counting()])
  for (let round = 0; round < 60; round++) {
    ripen.clock.now += 600_000
    await intake.submit(
      Array.from({ length: 8 }, () => message(ripen.clock.now)),
      1000,
    )
  }
  writing = false
  await counters
  await countChanges(ripen)
  const kept = (await readTally(database.db.pool)).rows
  expect(kept.size).toBeGreaterThan(10)
  await countEverybody(ripen)
  expect((await readTally(database.db.pool)).rows).toEqual(kept)
})
