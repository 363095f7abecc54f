import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../db/new-id.ts'
import { bucketOf } from '../domain/ids.ts'
import type { Incoming } from '../domain/incoming.ts'
import type { Lens } from '../features/contacts/contact-item.ts'
import { type FilteredQuery, listFiltered } from '../features/contacts/list-filtered.ts'
import { insertSegment } from '../features/segments/segments.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { presentLens } from './browse-contacts.ts'
import { createIntake } from './intake.ts'

const PEOPLE = 90
const NOW = Date.parse('2026-03-02T09:00:00Z')
const DOCUMENT = `ripen: 1
name: T
stages: [ { key: subscriber, entry: { when: { did: Subscribed } } }, { key: b, entry: { when: { did: B } } } ]
`

let database: TestDatabase
let lens: Lens
let members: ReadonlySet<string>
const segment = newId(NOW)

beforeAll(async () => {
  database = await testDatabase()
  const ripen = await testRipen(database.db, { document: DOCUMENT, now: NOW })
  const messages: Incoming[] = []
  for (let number = 0; number < PEOPLE; number++) {
    const [at, identities] = [NOW - (PEOPLE - number) * 60_000, named({ user: `u${number}` })]
    messages.push(incoming({ at, identities }, { kind: 'page' }))
    if (number % 3 !== 0) messages.push(incoming({ at, identities }, { name: 'Subscribed' }))
    if (number % 4 === 0) messages.push(incoming({ at, identities }, { name: 'B' }))
  }
  await createIntake(ripen).submit(messages, 1000)
  lens = await presentLens(ripen)
  const { pool } = database.db
  const { rows } = await pool.query<{ id: string }>('select contact_id as id from identities order by kind, value')
  members = new Set(rows.filter((_, index) => index % 5 !== 1).map(({ id }) => id))
  const given = { id: segment, key: 'some', name: 'Some', note: '', criteria: {}, digest: '' }
  await insertSegment(pool, { ...given, createdBy: 'system', createdAt: NOW })
  for (const id of members)
    await pool.query('insert into segment_members (contact_id, segment_id, bucket) values ($1, $2, $3)', [
      id,
      segment,
      bucketOf(id),
    ])
}, 120_000)
afterAll(() => database.drop())

/** All pages of a list, one after the other. */
async function pages(query: Pick<FilteredQuery, 'stage' | 'among' | 'within'>) {
  const found: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await listFiltered(
      database.db.pool,
      {
        ...query,
        visible: 'all',
        hasFewTexts: true,
        limit: 7,
        cursor,
        question: (param) =>
          `exists (select from segment_members sm where sm.contact_id = c.id and sm.segment_id = ${param(segment)} and sm.bucket = c.bucket)`,
      },
      lens,
      async () => PEOPLE,
    )
    found.push(...page.items.map(({ id }) => id))
    if (page.next === null) return found
    cursor = page.next
  }
}

for (const stage of [undefined, 'subscriber', 'b', 'none'])
  test(`however a segment is read, the same people come in the same order: ${stage ?? 'in any stage'}`, async () => {
    const asked = await pages({ stage, among: null, within: null })
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.every((id) => members.has(id))).toBe(true)
    if (stage === undefined) expect(new Set(asked)).toEqual(members)
    expect(await pages({ stage, among: null, within: segment })).toEqual(asked)
    expect(await pages({ stage, among: segment, within: null })).toEqual(asked)
  })
