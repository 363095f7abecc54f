import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { testRipen } from '../testing/ripen.ts'
import { dryRunImport } from './dry-run-import.ts'
import { importFile } from './import-file.ts'
import type { ImportReading } from './prepare-import.ts'
import type { Ripen } from './ripen.ts'
import { settleHistories } from './settle-histories.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripen-import-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db, { now: Date.parse('2026-09-01T09:00:00Z') })
})
afterEach(() => database.drop())

let count = 0

/** Imports a text as a file, by a mapping or by its headers. */
async function take(
  content: string | Buffer,
  {
    mapping = null,
    reading = {},
    ...rest
  }: { mapping?: string | null; reading?: ImportReading; stop?: AbortSignal } = {},
) {
  const path = join(folder, `${count++}.csv`)
  await writeFile(path, content)
  return { path, ...(await takeFile(path, { mapping, reading, ...rest })) }
}

async function takeFile(
  path: string,
  {
    mapping = null,
    reading = {},
    ...rest
  }: { mapping?: string | null; reading?: ImportReading; stop?: AbortSignal } = {},
) {
  const rejectsPath = (id: string) => join(folder, `${id}.csv`)
  return importFile(ripen, { path, fileName: 'file.csv', mapping, reading, actor: 'system', rejectsPath, ...rest })
}

const counts = ({ rows, imported, duplicates, rejected }: Awaited<ReturnType<typeof takeFile>>) => ({
  rows,
  imported,
  duplicates,
  rejected,
})
const reasonsIn = async (path: string | null) =>
  (await readFile(path ?? '', 'utf8'))
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.split(',').slice(0, 2).join(' '))

async function query<Row extends object>(sql: string, ...values: unknown[]): Promise<readonly Row[]> {
  const { rows } = await database.db.pool.query<Row>(sql, values)
  return rows
}
const stages = () =>
  query<{ email: string; stage: string; at: string; how: string }>(
    `select c.email, t.to_stage as stage, to_char(t.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at,
      case when t.rule is null then t.cause else t.rule end as how
    from transitions t join contacts c on c.id = t.contact_id order by c.email, t.nth`,
  )
const emails = async () =>
  (await query<{ value: string }>(`select value from identities where kind = 'email' order by value`)).map(
    ({ value }) => value,
  )

const hubspot = [
  'Became a Customer Date,Email,First Name,Record ID,Lifecycle Stage,Became a Lead Date,Create Date,Original Source,Website URL,Company Name',
  '2026-02-05 10:00,IDA@corp.example,Ida,1,Customer,2026-01-03 09:00,2026-01-02 08:00,Paid Search,corp.example,Corp',
  ',jo@corp.example; jo.fern@home.example,Jo,2,Subscriber,,2026-01-04 11:00,,,',
  ',kim@corp.example,Kim,3,Other,,2026-01-05 11:00,Direct Traffic,,',
  ',,Lou,4,,,2026-01-06 11:00,,,',
  '',
].join('\n')

describe('an export of HubSpot, found by its headers in whatever order', () => {
  test('gives its stages with their dates; one without a date is reached, not entered; unknown ones are told', async () => {
    const done = await take(hubspot, { reading: { timezone: 'UTC' } })
    expect(counts(done)).toEqual({ rows: 4, imported: 4, duplicates: 0, rejected: 0 })
    expect(done.notices).toContain('The lifecycle has no stage “Other”: 1 row was taken without it.')
    expect(await stages()).toEqual([
      { email: 'ida@corp.example', stage: 'lead', at: '2026-01-03 09:00', how: 'import' },
      { email: 'ida@corp.example', stage: 'customer', at: '2026-02-05 10:00', how: 'import' },
      { email: 'jo@corp.example', stage: 'subscriber', at: '2026-01-04 11:00', how: 'undated' },
      { email: 'kim@corp.example', stage: 'lead', at: '2026-01-05 11:00', how: 'stages.lead.entry' },
    ])
    expect(await emails()).toEqual(['ida@corp.example', 'jo.fern@home.example', 'jo@corp.example', 'kim@corp.example'])
    const [ida] = await query(`select traits, source, name from contacts where email = 'ida@corp.example'`)
    expect(ida).toMatchObject({ name: 'Ida', source: 'paid_search', traits: { hubspot_lifecycle_stage: 'Customer' } })
    const refs = await query<{ id: string }>(
      `select external_id as id from external_refs where system = 'hubspot' order by 1`,
    )
    expect(refs.map(({ id }) => id)).toEqual(['1', '2', '3', '4'])
  })

  test('the same file again adds nothing, and a newer one only what is new in it', async () => {
    const { path } = await take(hubspot)
    const events = async () => (await query<{ count: number }>('select count(*) as count from events'))[0]?.count
    const before = await events()
    expect(counts(await takeFile(path))).toEqual({ rows: 4, imported: 0, duplicates: 4, rejected: 0 })
    expect(await events()).toBe(before)
    const changed = hubspot.replace(',kim@corp.example,Kim,3,Other', ',kim@corp.example,Kim,3,Sales Qualified Lead')
    expect(counts(await take(changed))).toEqual({ rows: 4, imported: 1, duplicates: 3, rejected: 0 })
  })

  test('a dry run counts the same and touches nothing', async () => {
    const path = join(folder, `${count++}.csv`)
    await writeFile(path, `${hubspot}${hubspot.split('\n')[1]}\n5,half\n`)
    const dry = () => dryRunImport(ripen, { path, mapping: null, reading: {} })
    expect(counts(await dry())).toEqual({ rows: 6, imported: 4, duplicates: 1, rejected: 1 })
    expect(await query('select id from contacts union all select id from imports')).toEqual([])
    await takeFile(path)
    expect(counts(await dry())).toEqual({ rows: 6, imported: 0, duplicates: 5, rejected: 1 })
  })
})

const leads = 'id,since,channel\na1,2026-01-10,paid\na2,2026-01-11,\na3,2026-01-12,paid\n'
const leadsMapping = `
import: 1
name: Leads
system: test
timezone: UTC
contact: { user_id: id, at: since, source: channel }
stages: [ { stage: { value: mql }, at: since } ]
events: [ { name: { value: First Contact }, at: since } ]
`
const deals = 'lead,won,amount\na1,2026-02-01 10:00:00,"1,200.50"\na3,2026-01-11 12:00:00,900\n'
const dealsMapping = `
import: 1
name: Deals
system: test
timezone: UTC
contact: { user_id: lead, at: won }
opportunities: [ { id: lead, state: { value: won }, at: won, amount: amount, currency: { value: eur } } ]
`

test('leads and their deals in two files: who has no address is known by the id, and a deal before its contact survives', async () => {
  await take(leads, { mapping: leadsMapping })
  expect(counts(await take(deals, { mapping: dealsMapping }))).toEqual({
    rows: 2,
    imported: 2,
    duplicates: 0,
    rejected: 0,
  })
  await settleHistories(ripen)
  const rows = await query(
    `select i.value as lead, p.stage, c.source from identities i join contacts c on c.id = i.contact_id
    join positions p on p.contact_id = c.id where i.kind = 'user' order by 1`,
  )
  expect(rows).toEqual([
    { lead: 'a1', stage: 'customer', source: 'paid' },
    { lead: 'a2', stage: 'mql', source: '(empty)' },
    { lead: 'a3', stage: 'customer', source: 'paid' },
  ])
  const [won] = await query<{ data: object }>(`select data from events where kind = 'opportunity' and name = 'a1'`)
  expect(won?.data).toMatchObject({ state: 'won', amount: '1200.5', currency: 'EUR' })
  const [early] = await query(
    `select to_char(at at time zone 'UTC', 'MM-DD') as day from events where kind = 'opportunity' and name = 'a3'`,
  )
  expect(early).toEqual({ day: '01-11' })
})

test('an event log keeps the order of its cases', async () => {
  const rows = ['case,what,when']
  for (let step = 0; step < 40; step++)
    for (const one of ['x', 'y', 'z'])
      rows.push(`${one},step ${step % 7},2026-03-01 10:${String(step).padStart(2, '0')}`)
  const mapping = `
import: 1
name: Log
system: test
timezone: UTC
contact: { user_id: case }
events: [ { name: what, at: when } ]
`
  expect(counts(await take(`${rows.join('\n')}\n`, { mapping }))).toMatchObject({ rows: 120, imported: 120 })
  const [told] = await query<{ names: string[] }>(
    `select array_agg(e.name order by e.id) as names from events e join identities i on i.contact_id = e.contact_id where i.value = 'y'`,
  )
  expect(told?.names).toEqual(Array.from({ length: 40 }, (_, step) => `step ${step % 7}`))
})

describe('bad input', () => {
  const people = (rows: readonly string[]) => `email,name,seen\n${rows.join('\n')}\n`
  const mapping = `
import: 1
name: People
system: test
timezone: Europe/Berlin
contact: { email: email, traits: { name: name } }
events: [ { name: { value: Seen }, at: seen } ]
`
  test('half a row, a row that names nobody and a row from the future go into a file; the good ones are kept', async () => {
    const done = await take(
      people([
        'a@x.example,A,2026-01-01',
        'b@x.example,B',
        ',C,2026-01-01',
        'd@x.example,D,2031-01-01',
        'e@x.example,E,',
      ]),
      { mapping },
    )
    expect(counts(done)).toEqual({ rows: 5, imported: 2, duplicates: 0, rejected: 3 })
    expect(await reasonsIn(done.rejects)).toEqual([
      '3 The row has 2 of 3 cells.',
      expect.stringMatching(/^4 "?The row names nobody/),
      expect.stringMatching(/^5 “2031-01-01” in the column “seen” lies in the future\./),
    ])
    expect(await emails()).toEqual(['a@x.example', 'e@x.example'])
  })

  test('dates in four formats in one column: those that can mean two days are rejected until a format is named', async () => {
    const rows = [
      'a@x.example,A,2026-01-02',
      'b@x.example,B,03.02.2026',
      'c@x.example,C,"Mar 4, 2026"',
      'd@x.example,D,04/05/2026',
    ]
    const done = await take(people(rows), { mapping })
    expect(counts(done)).toMatchObject({ imported: 3, rejected: 1 })
    expect((await reasonsIn(done.rejects))[0]).toMatch(
      /^5 "?“04\/05\/2026” in the column “seen” can be two different days/,
    )
    const named = await take(people(rows.slice(3)), { mapping, reading: { dates: ['D/M/YYYY'] } })
    expect(counts(named)).toMatchObject({ imported: 1 })
  })

  test('an hour that daylight saving skips is told, and becomes the moment after it', async () => {
    const done = await take(people(['a@x.example,A,2026-03-29 02:30', 'b@x.example,B,2025-10-26 02:30']), { mapping })
    expect(done.notices).toEqual(
      expect.arrayContaining([
        '1 time lies in an hour that the clocks skipped (2026-03-29 02:30) and became the moment after it.',
        '1 time lies in an hour that the clocks showed twice (2025-10-26 02:30); the first was taken.',
      ]),
    )
    const [seen] = await query(
      `select to_char(at at time zone 'UTC', 'HH24:MI') as at from events where name = 'Seen' order by at desc`,
    )
    expect(seen).toEqual({ at: '01:00' })
  })

  test('a file cut in the middle keeps its good rows', async () => {
    const done = await take('email,name,seen\na@x.example,A,2026-01-01\nb@x.example,"B', { mapping })
    expect(counts(done)).toEqual({ rows: 2, imported: 1, duplicates: 0, rejected: 1 })
    expect(await reasonsIn(done.rejects)).toEqual(['3 The file ends within this row: a quote is not closed.'])
  })

  test('a file that no ready mapping fits lists its columns', async () => {
    await expect(take('foo,bar\n1,2\n')).rejects.toThrow(
      /No ready mapping fits this file\. Its columns are:\n {2}foo\n {2}bar/,
    )
  })

  test('a mapping that names no column is refused with its line', async () => {
    await expect(take('email\na@x.example\n', { mapping })).rejects.toThrow(/6:\d+ {2}The file has no column “name”\./)
  })

  test('a mapping by which nobody can be known is refused with its line', async () => {
    const nobody = 'import: 1\nname: T\nsystem: t\ncontact: { traits: { name: name } }\n'
    await expect(take(people(['a@x.example,A,2026-01-01']), { mapping: nobody })).rejects.toThrow(
      /4:\d+ {2}Nothing says whom a row is about/,
    )
  })

  test('the import stopped in the middle: run again completes it, and nothing is there twice', {
    timeout: 90_000,
  }, async () => {
    const rows = Array.from(
      { length: 3600 },
      (_, index) => `p${index}@x.example,P${index},2026-01-${10 + (index % 20)}`,
    )
    const stop = new AbortController()
    let groups = 0
    const path = join(folder, `${count++}.csv`)
    await writeFile(path, people([...rows, 'half']))
    const rejectsPath = (id: string) => join(folder, `${id}.csv`)
    const options = { path, fileName: 'file.csv', mapping, reading: {}, actor: 'system' as const, rejectsPath }
    const first = await importFile(ripen, {
      ...options,
      stop: stop.signal,
      onProgress: () => {
        groups += 1
        if (groups === 1) stop.abort()
      },
    })
    expect(first.finished).toBe(false)
    expect(first.rows).toBeGreaterThan(0)
    expect(first.rows).toBeLessThan(3601)
    const second = await importFile(ripen, options)
    expect(counts(second)).toEqual({ rows: 3601, imported: 3600, duplicates: 0, rejected: 1 })
    const [stored] = await query(
      `select count(*) as seen, count(distinct contact_id) as people from events where kind = 'track'`,
    )
    expect(stored).toEqual({ seen: 3600, people: 3600 })
    const imports = await query<{ state: string }>('select state from imports')
    expect(imports).toEqual([{ state: 'done' }])
  })

  test('a process that was killed before it noted its progress reads those rows again, and adds nothing twice', async () => {
    const { path } = await take(people(['a@x.example,A,2026-01-01', 'b@x.example,B,2026-01-02']), { mapping })
    const events = () => query('select contact_id, id, kind from events order by 1, 2')
    const before = await events()
    await query(`update imports set state = 'running', rows = 0, imported = 0, bytes_read = 0, finished_at = null`)
    expect(counts(await takeFile(path, { mapping }))).toEqual({ rows: 2, imported: 0, duplicates: 2, rejected: 0 })
    expect(await events()).toEqual(before)
    expect(await query('select state from imports')).toEqual([{ state: 'done' }])
  })
})
