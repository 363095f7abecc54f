import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { scratchFolder } from '../testing/test-cluster.ts'
import { warmRipen } from '../testing/warm-ripen.ts'

// Each command is a process of its own.
vi.setConfig({ testTimeout: 90_000 })

let app: TestApp
let folder: string

beforeAll(async () => {
  await mkdir(scratchFolder, { recursive: true })
  folder = await mkdtemp(join(scratchFolder, `${process.pid}-report-`))
  app = await startTestApp()
  await app.send(
    { type: 'page', userId: 'ada', name: 'Home', context: { campaign: { medium: 'cpc', source: 'google' } } },
    { type: 'track', userId: 'ada', event: 'Form Submitted', properties: { form: 'Demo', offer: 'bottom' } },
    { type: 'track', userId: 'kim', event: 'Form Submitted', properties: { form: 'Demo', offer: 'bottom' } },
    { type: 'track', userId: 'kim', event: 'Opportunity Won', properties: { opportunity_id: 'd1' } },
  )
})
afterAll(async () => {
  end()
  await app.close()
  await rm(folder, { recursive: true })
})

const { run: ripen, end } = warmRipen(() => ({ RIPEN_DATA_DIR: folder, DATABASE_URL: app.database.url }))

test('the funnel by source as JSON', async () => {
  const { output } = await ripen('report', 'funnel', '--by', 'source', '--json')
  const { stages, rows } = JSON.parse(output)
  expect(stages).toEqual(expect.arrayContaining(['mql', 'customer']))
  expect(rows).toEqual([
    expect.objectContaining({
      key: '(empty)',
      counts: expect.objectContaining({ mql: 1, customer: 1 }),
      entered: expect.objectContaining({ mql: 1, sal: 0, customer: 1 }),
    }),
    expect.objectContaining({ key: 'paid_search', counts: expect.objectContaining({ mql: 1, customer: 0 }) }),
  ])
})

test.each([
  [['funnel'], /^Stage +reached +entered +passes +went on +entered next +median days +p90\n/],
  [['funnel', '--by', 'source'], /\npaid_search +1 +1/],
  [['stages'], /\nCustomer +1 +1 +0\n/],
  [['sources'], /\nall +2 +2 +2 +2 +1 +1 +1 +1 +0 +0\.00 %\n/],
  [['cohorts', '--from', 'mql'], /^month +/],
  [['between', '--from', 'Demo', '--to', 'won'], /^2 contacts have Demo, and 1 of them won too\.\n/],
  [['steps'], /^from +to +count +share\nDemo +won +1 +50\.00 %\nHome +Demo +1 +50\.00 %\n/],
])('%j is readable', async (words, expected) => {
  const { code, output } = await ripen('report', ...words)
  expect(output).toMatch(expected)
  expect(code).toBe(0)
})

test.each([
  [['nothing'], 'There is no report “nothing”. There is funnel, stages, sources, cohorts, between, steps.'],
  [['stages', '--since', '2026-01'], 'The report stages does not take --since. It takes --track, --by, --values.'],
  [['between', '--from', 'Demo'], 'The report between needs --to.'],
  [['funnel', '--since', 'May'], '--since: a month as 2026-11.'],
])('%j is refused in a sentence', async (words, sentence) => {
  const { code, output } = await ripen('report', ...words)
  expect(output).toContain(sentence)
  expect(code).toBe(1)
})
