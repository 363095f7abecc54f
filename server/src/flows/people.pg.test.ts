import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOUR } from '../domain/duration.ts'
import type { Incoming, IncomingEvent } from '../domain/incoming.ts'
import { readTally } from '../features/reports/report-cells.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { checkReplay } from './check-replay.ts'
import { countChanges } from './count-reports.ts'
import { createIntake, type RunningIntake } from './intake.ts'
import { mergeContacts, undoMerge } from './merge-contacts.ts'
import type { Ripen } from './ripen.ts'
import { ruleContact } from './rule-contact.ts'
import { voidTransition } from './void-transition.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let intake: RunningIntake

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  intake = createIntake(ripen)
})
afterAll(async () => {
  const report = await checkReplay(ripen)
  await database.drop()
  expect(report).toMatchObject({ clean: true, examples: [] })
})

type Names = Parameters<typeof named>[0]

const send = (...messages: readonly Incoming[]) => intake.submit(messages, 100)
const nextSecond = () => {
  ripen.clock.now += 1000
  return ripen.clock.now
}
const says = (names: Names, event: Partial<IncomingEvent>, more: Partial<Incoming> = {}) =>
  incoming({ at: nextSecond(), identities: named(names), ...more }, event)
const visits = (names: Names, name = 'Video Watched') => says(names, { kind: 'track', name })
const tells = (names: Names, set: Record<string, string>) => says(names, { kind: 'traits', data: { set } })
const asksForDemo = (names: Names) => says(names, { kind: 'conversion', name: 'demo', data: {} })

const rowOf = async (value: string) => {
  const { rows } = await database.db.pool.query<{ id: string }>(
    'select contact_id as id from identities where value = $1',
    [value],
  )
  return rows[0]?.id ?? ''
}
const shownOf = async (id: string) => {
  const { rows } = await database.db.pool.query(
    `select p.stage, c.email, c.name, c.traits, c.merged_into as "mergedInto"
    from contacts c left join positions p on p.contact_id = c.id where c.id = $1`,
    [id],
  )
  return rows[0]
}
const counts = async () => {
  await countChanges(ripen)
  return (await readTally(database.db.pool)).rows
}
const count = async (sql: string, ...values: readonly unknown[]) => {
  const { rows } = await database.db.pool.query<{ count: number }>(`select count(*) as count ${sql}`, [...values])
  return rows[0]?.count
}

test('an address that only names a contact is shown, until a trait tells another', async () => {
  await send(visits({ email: 'quiet@nine.example' }))
  const quiet = await rowOf('quiet@nine.example')
  expect(await shownOf(quiet)).toMatchObject({ email: 'quiet@nine.example' })
  await send(tells({ email: 'quiet@nine.example' }, { email: 'Quiet@Nine.example' }))
  expect(await shownOf(quiet)).toMatchObject({ email: 'Quiet@Nine.example' })
  await send(visits({ user: 'known-before' }), visits({ user: 'known-before', email: 'late@nine.example' }))
  expect(await shownOf(await rowOf('known-before'))).toMatchObject({ email: 'late@nine.example' })
})

describe('a merge', () => {
  test('takes the further stage and the missing traits, and its undoing gives each row back what it was', async () => {
    await send(
      tells({ user: 'ann' }, { title: 'Head of Data', firstName: 'Ann' }),
      visits({ user: 'ann' }),
      tells({ user: 'ann2', email: 'ann@two.example' }, { email: 'ann@two.example', city: 'Bern', title: 'Analyst' }),
      asksForDemo({ user: 'ann2' }),
    )
    const [survivor, other] = [await rowOf('ann'), await rowOf('ann2')]
    const [before, otherBefore, cells] = [await shownOf(survivor), await shownOf(other), await counts()]
    expect([before.stage, otherBefore.stage]).toEqual(['engaged', 'mql'])

    expect(await mergeContacts(ripen, { survivor, other, by: { user: 'u' } })).toEqual({ outcome: 'merged' })
    expect(await shownOf(survivor)).toMatchObject({
      stage: 'mql',
      email: 'ann@two.example',
      name: 'Ann',
      // Of what both told, what was told last.
      traits: { title: 'Analyst', city: 'Bern' },
    })
    expect(await shownOf(other)).toMatchObject({ stage: null, mergedInto: survivor })
    expect(await rowOf('ann2')).toBe(other)

    await send(tells({ user: 'ann2' }, { city: 'Basel' }), visits({ user: 'ann2' }, 'While merged'))
    expect(await shownOf(survivor)).toMatchObject({ traits: { city: 'Basel' } })
    expect(await count('from events where contact_id = $1 and came_by = $2', survivor, other)).toBe(2)

    expect(await undoMerge(ripen, { survivor, other, by: { user: 'u' } })).toEqual({ outcome: 'undone' })
    expect(await shownOf(survivor)).toEqual(before)
    expect(await shownOf(other)).toEqual({ ...otherBefore, traits: { ...otherBefore.traits, city: 'Basel' } })
    expect(await counts()).toEqual(cells)
  })

  test('of two people who then send the same message again keeps it once, also after it is undone', async () => {
    const early = [visits({ user: 'kay' }), visits({ user: 'kay2' })]
    await send(...early)
    const [survivor, other] = [await rowOf('kay'), await rowOf('kay2')]
    await mergeContacts(ripen, { survivor, other, by: 'system' })
    const late = [visits({ user: 'kay2' }), visits({ user: 'kay' })]
    await send(...late)
    const all = () => count(`from events where contact_id = any($1::uuid[]) and kind = 'track'`, [survivor, other])
    expect(await all()).toBe(4)
    expect(await send(...early, ...late, ...early)).toMatchObject({ duplicates: 6 })
    expect(await all()).toBe(4)
    await undoMerge(ripen, { survivor, other, by: 'system' })
    expect(await send(...early, ...late)).toMatchObject({ duplicates: 4 })
    expect(await all()).toBe(4)
  })

  test('made and undone again and again ends where it began', async () => {
    await send(visits({ user: 'pat' }), asksForDemo({ user: 'pat2' }))
    const [survivor, other] = [await rowOf('pat'), await rowOf('pat2')]
    const before = [await shownOf(survivor), await shownOf(other)]
    for (let time = 0; time < 3; time++) {
      await mergeContacts(ripen, { survivor, other, by: 'system' })
      await undoMerge(ripen, { survivor, other, by: 'system' })
      await mergeContacts(ripen, { survivor: other, other: survivor, by: 'system' })
      await undoMerge(ripen, { survivor: other, other: survivor, by: 'system' })
    }
    expect([await shownOf(survivor), await shownOf(other)]).toEqual(before)
  })
})

describe('a move by a person', () => {
  test('that is voided ("dragged by mistake") leaves stage and every count as they were, row for row', async () => {
    await send(
      tells({ user: 'dragged', email: 'd@dragged.example' }, { title: 'VP' }),
      asksForDemo({ user: 'dragged' }),
    )
    const contact = await rowOf('dragged')
    const [before, cells] = [await shownOf(contact), await counts()]
    ripen.clock.now += HOUR
    const moved = await ruleContact(ripen, { contact, to: 'customer', reason: null, force: true, by: { user: 'u' } })
    expect(moved).toMatchObject({ outcome: 'moved', transition: { to: 'customer', cause: 'person' } })
    expect(await shownOf(contact)).toMatchObject({ stage: 'customer' })
    expect(await counts()).not.toEqual(cells)
    ripen.clock.now += HOUR
    const transition = moved.outcome === 'moved' ? `${contact}.${moved.transition.nth}` : ''
    expect(await voidTransition(ripen, { transition, reason: 'mistake', by: { user: 'u' } })).toMatchObject({
      outcome: 'voided',
      transitions: [transition],
    })
    expect(await shownOf(contact)).toEqual(before)
    expect(await counts()).toEqual(cells)
    expect(await voidTransition(ripen, { transition, reason: 'mistake', by: { user: 'u' } })).toEqual({
      outcome: 'already',
    })
  })

  test('that the lifecycle refuses writes nothing at all', async () => {
    await send(asksForDemo({ user: 'refused' }))
    const contact = await rowOf('refused')
    const tables = async () => {
      const { rows } = await database.db.pool.query(
        `select c.*, c.xmin::text as written, (select count(*) from events e where e.contact_id = c.id) as events,
          (select count(*) from transitions t where t.contact_id = c.id) as transitions
        from contacts c where c.id = $1`,
        [contact],
      )
      return rows
    }
    const before = await tables()
    for (const to of ['lead', 'nowhere', 'mql'])
      expect(await ruleContact(ripen, { contact, to, reason: null, force: false, by: { user: 'u' } })).toMatchObject({
        outcome: 'refused',
      })
    expect(await tables()).toEqual(before)
  })
})

describe('an anonymous id', () => {
  test('moves to the next user of a shared browser; what was done before stays with the first', async () => {
    await send(visits({ anonymous: 'shared' }, 'As a visitor'))
    await send(
      visits({ user: 'first', anonymous: 'shared' }, 'As the first'),
      visits({ anonymous: 'shared' }, 'Still the first'),
    )
    await send(
      visits({ user: 'second', anonymous: 'shared' }, 'As the second'),
      visits({ anonymous: 'shared' }, 'Then the second'),
    )
    const namesOf = async (user: string) => {
      const { rows } = await database.db.pool.query<{ name: string }>(
        `with recursive rows as (
          select $1::uuid as id union select c.id from rows r join contacts c on c.merged_into = r.id
        ) select e.name from events e join rows r on r.id = e.contact_id where kind = 'track' order by e.id`,
        [await rowOf(user)],
      )
      return rows.map(({ name }) => name)
    }
    expect(await namesOf('first')).toEqual(['As a visitor', 'As the first', 'Still the first'])
    expect(await namesOf('second')).toEqual(['As the second', 'Then the second'])
  })
})

test('a deal with several roles is one event in the history of each, and one in that of the account', async () => {
  const opportunity = {
    id: 'deal-1',
    state: 'open' as const,
    set: { kind: 'new', amount: '10.00', currency: 'EUR' },
    people: [
      { identity: { kind: 'email', value: 'champion@deal.example' } as const, role: 'champion' },
      { identity: { kind: 'user', value: 'signer' } as const, role: 'signer' },
    ],
    role: 'buyer',
  }
  const message = incoming({
    at: nextSecond(),
    identities: named({ user: 'buyer', email: 'buyer@deal.example' }),
    domain: 'deal.example',
    opportunity,
  })
  await send(message)
  expect(await send(message)).toMatchObject({ duplicates: 1 })
  const rolesNow = async () => {
    const { rows } = await database.db.pool.query<{ value: string; role: string; stage: string; state: string }>(
      `select min(i.value) as value, e.data ->> 'role' as role, e.data ->> 'state' as state, max(p.stage) as stage
      from events e join identities i on i.contact_id = e.contact_id and i.value not like 'buyer@%'
      left join positions p on p.contact_id = e.contact_id
      where e.kind = 'opportunity' and e.name = 'deal-1' group by e.id, e.data order by e.id`,
    )
    return rows.map(({ value, role, state, stage }) => `${value} ${role} ${state} ${stage}`).sort()
  }
  expect(await rolesNow()).toEqual([
    'buyer buyer open opportunity',
    'champion@deal.example champion open opportunity',
    'signer signer open opportunity',
  ])
  await send(
    says(
      { user: 'late-role' },
      {},
      { events: [], opportunity: { ...opportunity, state: null, set: {}, people: [], role: 'legal' } },
    ),
  )
  expect(await rolesNow()).toContain('late-role legal open opportunity')
  const lost = { ...opportunity, state: 'won' as const, people: [], set: {} }
  await send(says({ user: 'buyer' }, {}, { events: [], opportunity: lost }))
  expect((await rolesNow()).filter((one) => one.includes(' won customer'))).toHaveLength(4)
  expect(await count(`from account_events where kind = 'opportunity' and name = 'deal-1'`)).toBe(3)
})
