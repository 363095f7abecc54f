import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { connectForCommand } from '../db/connect-for-command.ts'
import { quietLog } from '../testing/quiet-log.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..', '..')
const data = resolve(root, process.env['RIPEN_TEST_DATA'] ?? '../shared/data')
const there = existsSync(join(data, 'olist_closed_deals.train.csv'))
if (!there) console.warn(`Skipped: there are no data sets in ${data} (RIPEN_TEST_DATA).`)

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ripen-import-data-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

async function ripenImport(file: string, map: string): Promise<unknown> {
  const { DATABASE_URL: _, ...environment } = process.env
  const { stdout } = await run(
    process.execPath,
    [join(root, 'server/src/main.ts'), 'import', join(data, file), '--map', join(root, 'examples', map), '--json'],
    { cwd: root, env: { ...environment, RIPEN_DATA_DIR: dataDir }, maxBuffer: 1 << 24 },
  )
  return JSON.parse(stdout)
}

async function query<Row extends object>(sql: string): Promise<readonly Row[]> {
  const connection = await connectForCommand({ ...readConfig({}), dataDir }, quietLog())
  try {
    return (await connection.db.pool.query<Row>(sql)).rows
  } finally {
    await connection.close()
  }
}

const all = (rows: number) => ({ rows, imported: rows, duplicates: 0, rejected: 0, rejects: null })

describe.runIf(there)('real histories through the public command', () => {
  test('Olist: leads, deals, and what won by origin', async () => {
    expect(await ripenImport('olist_marketing_qualified_leads.train.csv', 'olist-leads.yaml')).toEqual(all(5541))
    expect(await ripenImport('olist_closed_deals.train.csv', 'olist-deals.yaml')).toEqual(all(583))
    const again = await ripenImport('olist_closed_deals.train.csv', 'olist-deals.yaml')
    expect(again).toEqual({ rows: 583, imported: 0, duplicates: 583, rejected: 0, rejects: null })
    const [sum] = await query(
      `select count(*) as leads, count(*) filter (where p.stage = 'customer') as won from contacts c join positions p on p.contact_id = c.id`,
    )
    expect(sum).toEqual({ leads: 5541, won: 583 })
    const byOrigin = await query<{ source: string; leads: number; won: number }>(
      `select c.source, count(*) as leads, count(*) filter (where p.stage = 'customer') as won
      from contacts c join positions p on p.contact_id = c.id group by 1 order by 2 desc`,
    )
    expect(byOrigin.map(({ source, leads, won }) => [source, leads, won])).toEqual([
      ['organic_search', 1585, 175],
      ['paid_search', 1120, 150],
      ['social', 930, 53],
      ['unknown', 739, 119],
      ['email', 345, 11],
      ['direct_traffic', 340, 41],
      ['referral', 199, 17],
      ['other', 108, 3],
      ['display', 88, 2],
      ['other_publicities', 48, 2],
      ['(empty)', 39, 10],
    ])
    const [time] = await query(
      `select round(percentile_cont(0.5) within group (order by extract(epoch from won.at - came.at) / 86400)::numeric, 4)::float8 as median,
        count(*) filter (where won.at < came.at) as early
      from events came join events won using (contact_id) where came.name = 'First Contact' and won.kind = 'opportunity'`,
    )
    expect(time).toEqual({ median: 14.5792, early: 1 })
  })

  test('the loan event log: every event, in the order of its case', async () => {
    expect(await ripenImport('event_log_loan_work_items.csv', 'loan-events.yaml')).toEqual(all(72_413))
    const steps = await query<{ step: string; count: number }>(
      `select step, count(*) as count from (
        select name || ' → ' || lead(name) over (partition by contact_id order by id) as step from events where name like 'W\\_%') s
      where step is not null group by 1 order by 2 desc limit 5`,
    )
    expect(steps.map(({ step, count }) => [step, count])).toEqual([
      ['W_Nabellen offertes → W_Nabellen offertes', 17_960],
      ['W_Completeren aanvraag → W_Completeren aanvraag', 16_594],
      ['W_Nabellen incomplete dossiers → W_Nabellen incomplete dossiers', 9219],
      ['W_Completeren aanvraag → W_Nabellen offertes', 5015],
      ['W_Nabellen offertes → W_Valideren aanvraag', 3209],
    ])
    const [cases] = await query(`select count(distinct contact_id) as count from events where name like 'W\\_%'`)
    expect(cases).toEqual({ count: 9658 })
  })

  test('X Education: contacts with traits and outcome', async () => {
    expect(await ripenImport('xeducation_leads.train.csv', 'xeducation-leads.yaml')).toEqual(all(6448))
    const [converted] = await query(
      `select count(*) as leads, count(*) filter (where traits -> 'converted' = 'true') as converted from contacts where traits ? 'lead_origin'`,
    )
    expect(converted).toEqual({ leads: 6448, converted: 2453 })
    const [empty] = await query(
      `select count(*) filter (where not traits ? 'city') as city from contacts where traits ? 'lead_origin'`,
    )
    // 1,031 cells are empty, and 1,567 say Select.
    expect(empty).toEqual({ city: 2598 })
  })
})
