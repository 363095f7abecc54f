import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Incoming } from '../../domain/incoming.ts'
import { readRows } from '../../testing/csv-rows.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { incoming, named, testRipen } from '../../testing/ripen.ts'
import { createIntake } from '../intake.ts'
import type { Ripen } from '../ripen.ts'
import { wakeContacts } from '../wake-contacts.ts'
import { between as betweenReport } from './between.ts'
import { funnel as funnelReport } from './funnel.ts'
import { sources as sourcesReport } from './sources.ts'
import { steps as stepsReport } from './steps.ts'

const GROUP = 500

let database: TestDatabase
let ripen: Ripen

beforeAll(async () => {
  database = await testDatabase()
  const document = `ripen: 1
name: Two stages
stages:
  - { key: mql, entry: { when: { known: true } } }
  - { key: customer, entry: { when: { opportunity: won } } }
`
  ripen = await testRipen(database.db, { document, now: Date.parse('2026-01-01T00:00:00Z') })
})
afterAll(() => database.drop())

async function take(messages: readonly Incoming[]): Promise<void> {
  const intake = createIntake(ripen)
  for (let start = 0; start < messages.length; start += GROUP)
    expect(await intake.submit(messages.slice(start, start + GROUP), 1)).toMatchObject({ outcome: 'committed' })
  await intake.drain()
}

const leads = await readRows('olist_marketing_qualified_leads.train.csv')
const deals = await readRows('olist_closed_deals.train.csv')
const log = await readRows('event_log_loan_work_items.csv')
const utc = (text = '') => Date.parse(`${text.replace(' ', 'T')}Z`)

describe.skipIf(leads === null || deals === null)('leads and deals of a marketplace', () => {
  beforeAll(async () => {
    const contacts = (leads ?? []).map(({ mql_id: user = '', first_contact_date, origin }) =>
      incoming(
        { at: utc(`${first_contact_date} 00:00:00`), identities: named({ user }), channel: 'import' },
        { kind: 'traits', data: { set: {} }, stamp: origin ? { source: origin } : {} },
      ),
    )
    const won = (deals ?? []).map(({ mql_id: user = '', won_date }) =>
      incoming(
        { at: utc(won_date), identities: named({ user }), channel: 'import' },
        { kind: 'opportunity', name: user, data: { state: 'won', kind: 'new' } },
      ),
    )
    await take([...contacts, ...won])
    // The deal that came before its contact is a late fact: what it brings is due at once.
    while ((await wakeContacts(ripen, ripen.now())) > 0);
  }, 240_000)

  test('the conversion by source is the one of the files, nobody is lost, and who has no source is counted as such', async () => {
    const { rows } = await funnelReport.show(ripen, { by: 'source' })
    expect(Object.fromEntries(rows.map(({ key, counts }) => [key, [counts['mql'], counts['customer']]]))).toEqual({
      organic_search: [1585, 175],
      paid_search: [1120, 150],
      social: [930, 53],
      unknown: [739, 119],
      email: [345, 11],
      direct_traffic: [340, 41],
      referral: [199, 17],
      other: [108, 3],
      display: [88, 2],
      other_publicities: [48, 2],
      '(empty)': [39, 10],
    })
    const { total } = await sourcesReport.show(ripen, { by: 'source' })
    expect(total).toMatchObject({ counts: { mql: 5541, customer: 583 }, conversion: 0.105216 })
  })

  test('the time from the first contact to the deal, with the deal that came before its contact', async () => {
    const found = await betweenReport.show(ripen, { from: 'traits', to: 'won' })
    expect(found).toMatchObject({ people: 5541, n: 583, earlier: 1 })
    expect(found.time).toMatchObject({ median: 14.5792, q1: 5.8348, q3: 50.7873, least: -1.1813, most: 427.5518 })
    expect(found.time?.mean).toBeCloseTo(48.1967, 3)
  })
})

describe.skipIf(log === null)('a log of work on loans', () => {
  test('the commonest steps are those of the log', { timeout: 240_000 }, async () => {
    await take(
      (log ?? []).map(({ case_id: user = '', activity: name = '', completed_at }) =>
        incoming(
          { at: utc(completed_at), identities: named({ user: `loan ${user}` }), channel: 'import' },
          { kind: 'track', name },
        ),
      ),
    )
    const { rows, ...found } = await stepsReport.show(ripen, { kinds: 'track', limit: 5 })
    expect(found).toMatchObject({ contacts: 9658, events: 72_413, steps: 72_413 - 9658 })
    expect(rows.map(({ from, to, count }) => [from, to, count])).toEqual([
      ['W_Nabellen offertes', 'W_Nabellen offertes', 17_960],
      ['W_Completeren aanvraag', 'W_Completeren aanvraag', 16_594],
      ['W_Nabellen incomplete dossiers', 'W_Nabellen incomplete dossiers', 9219],
      ['W_Completeren aanvraag', 'W_Nabellen offertes', 5015],
      ['W_Nabellen offertes', 'W_Valideren aanvraag', 3209],
    ])
  })
})
