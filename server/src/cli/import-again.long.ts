import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { spawnRipen } from '../testing/ripen-process.ts'
import { scratchFolder } from '../testing/test-cluster.ts'

const ROWS = 8000
/** Each so many rows one is half. */
const HALF = 400
const REJECTED = ROWS / HALF
/** How much is noted as done when the command is killed. */
const KILLS = [1, 2500, 5000]

let folder: string
let file: string
let mapping: string
/** Where nothing was ever stopped or taken back. */
let plain: TestDatabase

beforeAll(async () => {
  await mkdir(scratchFolder, { recursive: true })
  folder = await mkdtemp(join(scratchFolder, `${process.pid}-import-again-`))
  file = join(folder, 'people.csv')
  mapping = join(folder, 'map.yaml')
  await writeFile(file, `id,email,name,company,qualified,seen,deal\n${rows().join('\n')}\n`)
  await writeFile(
    mapping,
    `import: 1
name: People
system: old
timezone: UTC
contact: { email: email, record: { object: contact, id: id }, at: seen, traits: { firstName: name } }
account: { name: company, website: company }
stages: [ { stage: { value: mql }, at: qualified } ]
events: [ { name: { value: Seen }, at: seen } ]
opportunities: [ { id: deal, state: { value: won }, at: seen, when: deal } ]
`,
  )
  plain = await testDatabase()
  expect((await importInto(plain)).counts).toEqual({
    rows: ROWS,
    imported: ROWS - REJECTED,
    duplicates: 0,
    rejected: REJECTED,
  })
}, 600_000)

afterAll(async () => {
  await plain.drop()
  await rm(folder, { recursive: true, force: true })
})

function rows(): readonly string[] {
  return Array.from({ length: ROWS }, (_, row) => {
    if (row % HALF === HALF - 1) return `${row},half@corp.example`
    const day = `2026-0${1 + (row % 6)}-${10 + (row % 18)}`
    // A tenth of the rows tell of people of whom an earlier row told already.
    const person = row % 10 === 9 ? row - 9 : row
    return `${person},p${person}@corp${person % 50}.example,"Ann, ${person}",corp${person % 50}.example,${row % 3 === 0 ? day : ''},${day},${row % 7 === 0 ? `deal-${row}` : ''}`
  })
}

function ripen(database: TestDatabase, ...args: string[]) {
  return spawnRipen(args, { dataDir: join(folder, 'data'), env: { DATABASE_URL: database.url, LOG_LEVEL: 'warn' } })
}

async function importInto(database: TestDatabase) {
  const command = ripen(database, 'import', file, '--map', mapping, '--json')
  expect([await command.ended, command.output()]).toEqual([0, expect.stringContaining('{"rows"')])
  const { rejects, ...counts } = JSON.parse(command.output().trim().split('\n').at(-1) ?? '')
  return { rejects: rejects as string | null, counts }
}

const noted = async ({ db }: TestDatabase) => {
  const { rows } = await db.pool.query<{ id: string; state: string; rows: number }>(
    'select id, state, rows from imports order by started_at',
  )
  return rows
}

/** All that is known of everybody who has a name, by their names: ids differ from one import to the next. */
async function facts(database: TestDatabase) {
  const all = async (sql: string) => (await database.db.pool.query(sql)).rows
  const who = `(select string_agg(i.value, ' ' order by i.value) from identities i where i.contact_id = c.id)`
  const report = ripen(database, 'report', 'sources', '--json')
  expect(await report.ended).toBe(0)
  return {
    report: report.output(),
    people: await all(
      `select ${who} as who, c.name, c.traits, c.known, c.source, a.domain, p.track, p.stage, p.since, p.level
      from contacts c left join accounts a on a.id = c.account_id left join positions p on p.contact_id = c.id
      where exists (select 1 from identities i where i.contact_id = c.id) order by 1, 7`,
    ),
    events: await all(
      `select ${who} as who, e.kind, e.name, e.at, count(*) from events e join contacts c on c.id = e.contact_id
      where exists (select 1 from identities i where i.contact_id = c.id) group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    ),
    moves: await all(
      `select ${who} as who, t.track, t.at, t.from_stage, t.to_stage, t.cause, t.rule from transitions t join contacts c on c.id = t.contact_id
      where t.voided_by is null and exists (select 1 from identities i where i.contact_id = c.id) order by 1, 2, t.nth`,
    ),
    deals: await all(
      `select o.data ->> 'state' as state, count(*) as count from opportunities o group by 1 order by 1`,
    ),
  }
}

/** Compares piece by piece, since the difference of everything at once is too long to be printed. */
async function expectSame(database: TestDatabase): Promise<void> {
  const [found, expected] = [await facts(database), await facts(plain)]
  expect(expected.people.length).toBeGreaterThan(ROWS / 2)
  expect(expected.moves.length).toBeGreaterThan(ROWS / 4)
  for (const part of ['people', 'events', 'moves', 'deals'] as const) {
    const rest = new Set(expected[part].map((one) => JSON.stringify(one)))
    const strange = found[part].map((one) => JSON.stringify(one)).filter((one) => !rest.delete(one))
    expect({ part, strange: strange.slice(0, 5), missing: [...rest].slice(0, 5) }).toEqual({
      part,
      strange: [],
      missing: [],
    })
  }
  expect(found.report).toBe(expected.report)
}

test(`an import that is killed with -9 ${KILLS.length} times and run again brings everything once`, async () => {
  const database = await testDatabase()
  for (const goal of KILLS) {
    const command = ripen(database, 'import', file, '--map', mapping, '--json')
    while (((await noted(database))[0]?.rows ?? 0) < goal && command.child.exitCode === null) await sleep(5)
    command.child.kill('SIGKILL')
    expect([await command.ended, command.output()]).toEqual(['SIGKILL', ''])
    expect(await noted(database)).toEqual([{ id: expect.any(String), state: 'running', rows: expect.any(Number) }])
  }
  const before = (await noted(database))[0]?.rows ?? 0
  expect(before).toBeGreaterThanOrEqual(KILLS.at(-1) ?? 0)
  expect(before).toBeLessThan(ROWS)
  const { counts, rejects } = await importInto(database)
  expect(counts.imported + counts.duplicates).toBe(ROWS - REJECTED)
  expect(counts).toMatchObject({ rows: ROWS, rejected: REJECTED })
  expect(await noted(database)).toEqual([{ id: expect.any(String), state: 'done', rows: ROWS }])
  await expectSame(database)
  const lines = (await readFile(rejects ?? '', 'utf8')).split('\r\n').slice(1, -1)
  expect(lines.map((line) => Number(line.split(',')[0]))).toEqual(
    Array.from({ length: REJECTED }, (_, nth) => (nth + 1) * HALF + 1),
  )
  await database.drop()
})

test('an import that is undone and made again brings what it brought the first time', async () => {
  const database = await testDatabase()
  const first = await importInto(database)
  await expectSame(database)
  const [{ id } = { id: '' }] = await noted(database)
  const undo = ripen(database, 'imports', 'undo', id)
  expect([await undo.ended, undo.output()]).toEqual([0, 'people.csv is undone.\n'])
  const none = await facts(database)
  expect([none.people, none.events, none.moves]).toEqual([[], [], []])
  expect((await importInto(database)).counts).toEqual(first.counts)
  expect((await noted(database)).map(({ state }) => state)).toEqual(['undone', 'done'])
  await expectSame(database)
  await database.drop()
})

test('an undo that is killed with -9 halfway, and again, is finished by the next', async () => {
  const database = await testDatabase()
  const { counts } = await importInto(database)
  const [{ id } = { id: '' }] = await noted(database)
  // Whoever is taken out loses the names that the file gave.
  const left = async () => {
    const { rows } = await database.db.pool.query<{ count: number }>('select count(*)::int as count from identities')
    return rows[0]?.count ?? 0
  }
  const all = await left()
  for (const share of [0.8, 0.4]) {
    const undo = ripen(database, 'imports', 'undo', id)
    while ((await left()) > share * all && undo.child.exitCode === null) await sleep(5)
    undo.child.kill('SIGKILL')
    expect([await undo.ended, undo.output()]).toEqual(['SIGKILL', ''])
    expect(await noted(database)).toEqual([{ id, state: 'undoing', rows: ROWS }])
    expect(await left()).toBeGreaterThan(0)
  }
  const undo = ripen(database, 'imports', 'undo', id)
  expect([await undo.ended, undo.output()]).toEqual([0, 'people.csv is undone.\n'])
  const none = await facts(database)
  expect([none.people, none.events, none.moves]).toEqual([[], [], []])
  expect((await importInto(database)).counts).toEqual(counts)
  await expectSame(database)
  await database.drop()
})
