import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContactItem } from '../contract/contacts.ts'
import type { Page, Total } from '../contract/page.ts'
import type { Incoming } from '../domain/incoming.ts'
import { SEARCH, type SearchOptions, searchContacts } from '../features/contacts/search-contacts.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { seeded } from '../testing/seeded.ts'
import { presentLens } from './browse-contacts.ts'
import { createIntake } from './intake.ts'
import { mergeContacts } from './merge-contacts.ts'
import type { Ripen } from './ripen.ts'

const FIRST = ['Anna', 'Johanna', 'Ansgar', 'Émile', 'Дмитрий', 'Bo', '100%']
const LAST = ['Keller', 'Kellermann', 'An', 'Иванова', 'Under_score', 'Ko']
const PEOPLE = 240
const TEXTS = [
  'anna',
  'an',
  'a',
  'keller',
  'ellerm',
  'иван',
  'дмит',
  '00%',
  '_score',
  'anna.k',
  '@many-3',
  'second',
  'émi',
  'nobody',
]
const DOCUMENT = `ripen: 1
name: T
stages: [ { key: subscriber, entry: { when: { did: Subscribed } } }, { key: b, entry: { when: { did: B } } } ]
`
const NOW = Date.parse('2026-03-02T09:00:00Z')

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let people: readonly { id: string; stage: string | null; names: readonly string[] }[]

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db, { document: DOCUMENT, now: NOW })
  const random = seeded(3)
  const one = (values: readonly string[]) => values[Math.floor(random() * values.length)] ?? ''
  const messages: Incoming[] = []
  for (let number = 0; number < PEOPLE; number++) {
    const [first, last] = [one(FIRST), one(LAST)]
    const user = `u${number}`
    const email = `${number % 3 === 0 ? first : 'x'}.${last}${number}@many-${number % 5}.example`.toLowerCase()
    const at = NOW - PEOPLE * 1000 + number * 1000
    messages.push(
      incoming(
        { at, identities: named({ user, email }) },
        { kind: 'traits', data: { set: { name: `${first} ${last}`, email } } },
      ),
    )
    if (number % 2 === 0) messages.push(incoming({ at, identities: named({ user }) }, { name: 'Subscribed' }))
    if (number % 7 === 0)
      messages.push(
        incoming({ at, identities: named({ user, email: `second-${number}@more.example` }) }, { kind: 'page' }),
      )
  }
  await createIntake(ripen).submit(messages, 1000)
  const { rows } = await database.db.pool.query<{ id: string }>('select id from contacts order by id')
  for (let pair = 0; pair < 20; pair += 2)
    await mergeContacts(ripen, { survivor: rows[pair]?.id ?? '', other: rows[pair + 1]?.id ?? '', by: 'system' })
  people = await readPeople()
}, 120_000)
afterAll(() => database.drop())

/** Everybody with all names and addresses, as the tables have them. */
async function readPeople() {
  const { rows } = await database.db.pool.query<{ id: string; stage: string | null; names: string[] }>(
    `with recursive family as (
       select id as row, id from contacts where merged_into is null
       union all
       select c.id, f.id from family f join contacts c on c.merged_into = f.row
     )
     select f.id, min(p.stage) as stage,
       array_remove(array_agg(lower(c.name)) || array_agg(i.value), null) as names
     from family f
     join contacts c on c.id = f.row
     left join identities i on i.contact_id = c.id and i.kind = 'email'
     left join positions p on p.contact_id = f.id and p.track = 'main'
     group by f.id`,
  )
  return rows
}

async function search(q: string, options: SearchOptions, stage?: string) {
  const lens = await presentLens(ripen)
  const found: string[] = []
  let total: Total = { count: -1, exact: false }
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<ContactItem> & { total: Total } = await searchContacts(
      database.db.pool,
      { q, stage, limit: 4, cursor },
      lens,
      options,
    )
    expect(page.items.length).toBeLessThanOrEqual(4)
    found.push(...page.items.map(({ id }) => id))
    total = page.total
    cursor = page.next
  }
  return { found, total }
}

const size = async () => PEOPLE

describe.each([
  ['few fit', { ...SEARCH, size }],
  ['too many fit to put them in order', { ordered: 3, walked: 20, enough: 2, size }],
])('a search where %s', (_, options) => {
  test.each(TEXTS)('finds everybody once by “%s”, those first who begin so', async (text) => {
    for (const stage of [undefined, 'subscriber', 'none']) {
      const here = people.filter(
        (one) => stage === undefined || (stage === 'none' ? one.stage === null : one.stage === stage),
      )
      const begin = here.filter(({ names }) => names.some((name) => name.startsWith(text))).map(({ id }) => id)
      const elsewhere = here
        .filter(
          ({ id, names }) =>
            /[\p{L}\p{N}]{3}/u.test(text) && !begin.includes(id) && names.some((name) => name.includes(text)),
        )
        .map(({ id }) => id)
      const { found, total } = await search(text, options, stage)
      expect(found.slice(0, begin.length).sort()).toEqual(begin.sort())
      expect(found.slice(begin.length).sort()).toEqual(elsewhere.sort())
      if (total.exact) expect(total.count).toBe(found.length)
    }
  })
})

test('there are people by each way', () => {
  expect(people.some(({ names }) => names.filter((name) => name.includes('@')).length > 1)).toBe(true)
  expect(people.length).toBe(PEOPLE - 10)
  expect(new Set(people.map(({ stage }) => stage)).size).toBeGreaterThan(1)
})
