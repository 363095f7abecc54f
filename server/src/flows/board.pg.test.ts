import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY } from '../domain/duration.ts'
import { dimensions } from '../domain/reports/dimensions.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { createLoad, nextMoment } from '../testing/load.ts'
import { RandomTeam } from '../testing/random-team.ts'
import { testRipen } from '../testing/ripen.ts'
import { seeded } from '../testing/seeded.ts'
import { checkReplay } from './check-replay.ts'
import { foreseeMoves } from './foresee-moves.ts'
import { createIntake } from './intake.ts'
import { reports } from './reports/reports.ts'
import type { Ripen } from './ripen.ts'
import { type RulingOutcome, ruleContact } from './rule-contact.ts'
import { showBoard, showCards } from './show-board.ts'
import { voidTransition } from './void-transition.ts'
import { wakeContacts } from './wake-contacts.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
const someone = { user: 'someone' }

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  const intake = createIntake(ripen)
  const random = seeded(11)
  const message = createLoad(random, { people: 50, late: 0.05 })
  const team = new RandomTeam(ripen, random)
  for (let round = 0; round < 60; round++) {
    ripen.clock.now = nextMoment(random, ripen.clock.now) + DAY
    await intake.submit(
      Array.from({ length: 1 + Math.floor(random() * 12) }, () => message(ripen.clock.now)),
      1000,
    )
    await wakeContacts(ripen, ripen.clock.now)
    await team.act()
  }
}, 120_000)
afterAll(async () => {
  const checked = await checkReplay(ripen)
  await database.drop()
  expect(checked).toMatchObject({ clean: true, examples: [] })
})

const contacts = async () => {
  const { rows } = await database.db.pool.query<{ id: string; stage: string }>(
    `select c.id, p.stage from contacts c join positions p on p.contact_id = c.id order by c.id`,
  )
  return rows
}

/** Every report by every dimension that it can be asked by, as it is answered. */
async function allReports(): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {}
  for (const report of reports) {
    const asked =
      report.name === 'between'
        ? [
            { from: 'page', to: 'track' },
            { from: 'traits', to: 'won' },
          ]
        : report.name === 'steps'
          ? [{}, { kinds: 'track,page,traits,opportunity', limit: 1000 }]
          : [{}, ...dimensions.map((by) => ({ by })), ...(report.name === 'cohorts' ? [{ from: 'mql' }] : [])]
    for (const query of asked) {
      const parsed = report.query.safeParse(query)
      if (parsed.success) answers[`${report.name} ${JSON.stringify(query)}`] = await report.show(ripen, parsed.data)
    }
  }
  return answers
}

describe('the board', () => {
  test('shows each contact in its column, once, however the pages are cut', async () => {
    const board = await showBoard(ripen, undefined)
    const shown: { id: string; stage: string }[] = []
    for (const { stage, count, cards } of board.columns) {
      const ids: string[] = []
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await showCards(ripen, stage, { cursor, limit: 3 })
        ids.push(...page.items.map(({ id }) => id))
        more = page.next !== null
        cursor = page.next ?? undefined
      }
      expect(ids).toHaveLength(count)
      expect(ids.slice(0, cards.length)).toEqual(cards.map(({ id }) => id))
      shown.push(...ids.map((id) => ({ id, stage })))
    }
    expect(shown.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(await contacts())
  })

  test('of a track or a stage that there is not says which there are', async () => {
    await expect(showBoard(ripen, 'nowhere')).rejects.toThrow('There is no track “nowhere”. There is “main”.')
    await expect(showCards(ripen, 'nowhere', { limit: 5 })).rejects.toThrow('There is no stage “nowhere”')
  })
})

describe('what is foreseen', { timeout: 120_000 }, () => {
  test('is what the ruling then meets, for every contact and every stage', async () => {
    const met = { freely: 0, with_reason: 0, never: 0 }
    for (const { id } of (await contacts()).filter((_, index) => index % 3 === 0)) {
      const foreseen = await foreseeMoves(ripen, { contact: id })
      for (const { to, may, reasons, why } of foreseen?.moves ?? []) {
        met[may] += 1
        const rule = (reason: string | null) =>
          ruleContact(ripen, { contact: id, to, reason, force: false, by: someone })
        const bare = await rule(null)
        expect(bare.outcome).toBe(may === 'freely' ? 'moved' : 'refused')
        const given = may === 'freely' ? bare : await rule(reasons[0] ?? 'asked for')
        expect(given.outcome).toBe(may === 'never' ? 'refused' : 'moved')
        expect(why === null).toBe(may === 'freely')
        await takeBack(given)
      }
    }
    // Each of the three was met: else nothing would be shown.
    expect(Math.min(...Object.values(met))).toBeGreaterThan(5)
  })

  test('for somebody of no team is what the ruling then meets too', async () => {
    const refused: string[] = []
    for (const { id } of (await contacts()).slice(0, 6)) {
      const foreseen = await foreseeMoves(ripen, { contact: id, teams: [] })
      for (const { to, may, reasons, why } of foreseen?.moves ?? []) {
        const reason = reasons[0] ?? 'asked for'
        const ruled = await ruleContact(ripen, { contact: id, to, reason, force: false, by: someone, teams: [] })
        expect(ruled.outcome).toBe(may === 'never' ? 'refused' : 'moved')
        if (ruled.outcome === 'refused' && ruled.message.key === 'ruling.other_team') refused.push(why ?? '')
        await takeBack(ruled)
      }
    }
    expect(refused.length).toBeGreaterThan(0)
  })

  test('changes nothing, however often it is asked', async () => {
    const [first] = await contacts()
    const row = () =>
      database.db.pool.query('select * from contacts where id = $1', [first?.id]).then(({ rows }) => rows[0])
    const before = await row()
    const asked = await foreseeMoves(ripen, { contact: first?.id ?? '' })
    expect(await foreseeMoves(ripen, { contact: first?.id ?? '' })).toEqual(asked)
    expect(await row()).toEqual(before)
  })

  test('of nobody is nothing', async () => {
    expect(await foreseeMoves(ripen, { contact: '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14' })).toBeNull()
  })
})

async function takeBack(ruled: RulingOutcome): Promise<void> {
  if (ruled.outcome !== 'moved') return
  const { contact, nth } = ruled.transition
  const done = await voidTransition(ripen, { transition: `${contact}.${nth}`, reason: 'Undone', by: someone })
  expect(done.outcome).toBe('voided')
}

describe('a card that is dragged', { timeout: 120_000 }, () => {
  test('to customer and taken back leaves every report as it was, row for row', async () => {
    const people = (await contacts()).filter(({ stage }) => stage !== 'customer').filter((_, index) => index % 9 === 0)
    expect(people.length).toBeGreaterThan(2)
    const before = await allReports()
    const board = await showBoard(ripen, undefined)
    let moved = 0
    for (const { id } of people) {
      const ruled = await ruleContact(ripen, { contact: id, to: 'customer', reason: 'paid', force: true, by: someone })
      if (ruled.outcome === 'moved') moved += 1
      // What is compared has to be able to differ.
      expect(await allReports()).not.toEqual(before)
      await takeBack(ruled)
      expect(await allReports()).toEqual(before)
    }
    expect(moved).toBe(people.length)
    expect(await showBoard(ripen, undefined)).toEqual(board)
  })

  test('by two people at once goes where the first put it, and the second is told', async () => {
    const [one] = (await contacts()).filter(({ stage }) => stage === 'mql' || stage === 'sal' || stage === 'engaged')
    const drag = (to: string, user: string) =>
      ruleContact(ripen, {
        contact: one?.id ?? '',
        from: one?.stage ?? null,
        to,
        reason: 'spam',
        force: true,
        by: { user },
      })
    const both = await Promise.all([drag('customer', 'ann'), drag('lead', 'bob')])
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['moved', 'refused'])
    const told = both.find((ruled) => ruled.outcome === 'refused')
    expect(told).toMatchObject({ message: { key: 'ruling.moved_on' } })
    for (const ruled of both) await takeBack(ruled)
  })
})
