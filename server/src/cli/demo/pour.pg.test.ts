import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CohortsReport, FunnelReport } from '../../contract/reports.ts'
import { leaksOf } from '../../demo/leaks.ts'
import { Year } from '../../demo/year.ts'
import { DAY } from '../../domain/duration.ts'
import { createKey } from '../../features/keys/keys.ts'
import { createPrograms } from '../../features/lifecycle/programs.ts'
import { checkReplay } from '../../flows/check-replay.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { HasContacts, type Poured, pourDemo } from './pour.ts'
import { type AskRipen, createRipenApi } from './ripen-api.ts'

const lastDay = Date.parse('2026-05-20') / DAY
const demo = { seed: 1, lastDay, people: 700, force: false }

let app: TestApp
let ask: AskRipen
let poured: Poured
let progress = 0

beforeAll(async () => {
  app = await startTestApp()
  const { pool } = app.database.db
  const { key } = await createKey(pool, { name: 'Demo', kind: 'full', historical: true }, Date.now())
  ask = createRipenApi(app.url, key, new AbortController().signal)
  const onProgress = (people: number) => {
    progress += people
  }
  poured = await pourDemo(ask, { ...demo, onProgress })
}, 480_000)
afterAll(() => app.close())

const report = async <Report>(name: string): Promise<Report> =>
  (await ask<Report>('GET', `/api/v1/reports/${name}`)).body

test('all of it is taken, and the bar came to its end', () => {
  expect(poured).toMatchObject({ people: 700, rejected: 0 })
  expect(poured.events).toBeGreaterThan(12_000)
  expect(progress).toBe(700)
})

test('it is refused where there are contacts, and nothing is sent', async () => {
  await expect(pourDemo(ask, { ...demo, onProgress: () => {} })).rejects.toThrow(HasContacts)
})

test('the funnel narrows as that of a company does', async () => {
  const { rows } = await report<FunnelReport>('funnel')
  const { lead = 0, engaged = 0, mql = 0, sal = 0, sql = 0 } = rows[0]?.entered ?? {}
  expect(lead / 700).toBeGreaterThan(0.25)
  expect(mql / 12 / 700).toBeGreaterThan(0.008)
  expect(mql / 12 / 700).toBeLessThan(0.022)
  expect([lead, engaged, mql, sal, sql]).toEqual([lead, engaged, mql, sal, sql].sort((a, b) => b - a))
  expect(sql / mql).toBeGreaterThan(0.22)
  expect(sql / mql).toBeLessThan(0.45)
})

test('leak 1: the funnel by campaign shows MQLs of a publisher that hardly become SQLs', async () => {
  const { rows } = await report<FunnelReport>('funnel?by=campaign')
  const bought = sum(rows.filter(({ key }) => key === 'guide-syndication'))
  const rest = sum(rows.filter(({ key }) => key !== 'guide-syndication'))
  expect(bought.mql).toBeGreaterThan(15)
  expect(bought.sql / bought.mql).toBeLessThan((rest.sql / rest.mql) * 0.5)
})

test('leak 2: the funnel by country shows that America waits for days, and converts worse', async () => {
  const { rows } = await report<FunnelReport>('funnel?by=country')
  const isAmerica = (key: string) => key === 'US' || key === 'CA'
  const america = sum(rows.filter(({ key }) => isAmerica(key)))
  const rest = sum(rows.filter(({ key }) => !isAmerica(key)))
  expect(america.mql).toBeGreaterThan(15)
  expect(america.sql / america.mql).toBeLessThan((rest.sql / rest.mql) * 0.5)
  const waits = (key: string) =>
    rows.find((row) => row.key === key)?.steps.find(({ to }) => to === 'sal')?.time?.median ?? Number.NaN
  expect(waits('US')).toBeGreaterThan(2)
  expect(waits('DE')).toBeLessThan(0.5)
})

test('leak 3: the cohorts of leads show the month with the dead link', async () => {
  const { rows } = await report<CohortsReport>('cohorts?from=lead')
  const { deadLinkMonth } = leaksOf(new Year(lastDay))
  const share = (months: typeof rows) =>
    months.reduce((engaged, { reached }) => engaged + (reached['engaged'] ?? 0), 0) /
    months.reduce((all, { entered }) => all + entered, 0)
  const broken = rows.filter(({ month }) => month === deadLinkMonth)
  expect(broken[0]?.entered).toBeGreaterThan(12)
  expect(share(broken)).toBeLessThan(share(rows.filter(({ month }) => month !== deadLinkMonth)) * 0.7)
})

test('every move is reproduced from what was known, and every saved state is what a replay gives', async () => {
  const log = pino({ level: 'silent' })
  const ripen = { db: app.database.db, log, now: Date.now, programs: createPrograms() }
  const checked = await checkReplay(ripen)
  expect(checked).toMatchObject({ clean: true, examples: [] })
  expect(checked.transitions).toBeGreaterThan(500)
}, 120_000)

function sum(rows: FunnelReport['rows']) {
  const of = (stage: string) => rows.reduce((all, { entered }) => all + (entered[stage] ?? 0), 0)
  return { mql: of('mql'), sql: of('sql') }
}
