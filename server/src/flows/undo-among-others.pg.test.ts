import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../db/new-id.ts'
import { importSource } from '../domain/import-source.ts'
import type { Incoming } from '../domain/incoming.ts'
import { finishImport, insertImport } from '../features/imports/import-rows.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { RandomTeam } from '../testing/random-team.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { seeded } from '../testing/seeded.ts'
import { checkReplay } from './check-replay.ts'
import { countChanges } from './count-reports.ts'
import { foldAccounts } from './fold-accounts.ts'
import { createIntake, type RunningIntake } from './intake.ts'
import type { Ripen } from './ripen.ts'
import { requestUndo, undoImport } from './undo-import.ts'
import { wakeContacts } from './wake-contacts.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let intake: RunningIntake

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  intake = createIntake(ripen)
})
afterAll(() => database.drop())

const HOUR = 3_600_000

async function newImport(): Promise<string> {
  const id = newId(ripen.now())
  const { pool } = database.db
  const file = { fileName: 'f.csv', path: '/f.csv', fingerprint: id, mapping: '', reading: {}, rejects: null }
  await insertImport(pool, { id, ...file, runBy: 'command', bytes: 0, actor: 'system', startedAt: ripen.now() })
  await finishImport(pool, id, { failure: null, rejects: null, now: ripen.now() })
  return id
}

function message(random: () => number): Incoming {
  const pick = <T>(...all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const who = `u${Math.floor(random() * 10)}`
  const identities = named(
    pick({ user: who }, { user: who, email: `${who}@ten.example` }, { email: `${who}@ten.example` }),
  )
  const group = random() < 0.2 ? { id: pick('g1', 'g2'), traits: pick({}, { employees: 900 }, { name: 'G' }) } : null
  const opportunity =
    random() < 0.15
      ? {
          id: pick('d1', 'd2'),
          state: pick<'open' | 'won' | 'lost'>('open', 'won', 'lost'),
          set: { amount: '5' },
          people: [],
          role: null,
        }
      : null
  const event = pick(
    { kind: 'conversion' as const, name: 'demo' },
    { kind: 'track' as const, name: 'Webinar Attended' },
    { kind: 'traits' as const, data: { set: { title: 'Head of Data', firstName: who } } },
    { kind: 'page' as const, data: { path: '/pricing' } },
    { kind: 'asserted' as const, name: 'sql', data: { by: 'crm' } },
  )
  const at = ripen.now() - (random() < 0.3 ? Math.floor(random() * 40 * HOUR) : 0)
  return incoming(
    { at, receivedAt: ripen.now(), identities, group, opportunity },
    ...(opportunity === null ? [event] : []),
  )
}

async function passTime(): Promise<void> {
  ripen.clock.now += 7 * HOUR
  while ((await foldAccounts(ripen, ripen.now())) > 0);
  while ((await wakeContacts(ripen, ripen.now())) > 0);
}

test.each([1, 2])(
  'imports undone among events, rulings, voids and merges leave a clean replay: seed %d',
  async (seed) => {
    const random = seeded(seed)
    const team = new RandomTeam(ripen, random)
    const imports = [await newImport(), await newImport()]
    for (let step = 0; step < 70; step++) {
      const chance = random()
      if (chance < 0.35) await intake.submit([message(random)], 100)
      else if (chance < 0.7) {
        const source = importSource(imports[step % 2] ?? '')
        await intake.submit([{ ...message(random), channel: 'import', source }], 100)
      } else await team.act()
      await passTime()
      if (step === 50 || step === 69) {
        const id = imports[step === 50 ? 0 : 1] ?? ''
        await requestUndo(ripen, id, 'system')
        expect(await undoImport(ripen, id)).toBe(true)
        imports[step === 50 ? 0 : 1] = await newImport()
      }
    }
    await passTime()
    await countChanges(ripen)
    expect(await checkReplay(ripen)).toMatchObject({ clean: true, examples: [] })
    const { rows } = await database.db.pool.query(
      `select t.contact_id, t.nth from transitions t
     join events e on e.contact_id = t.contact_id and t.place like e.id || '~%'
     join imports i on e.source = 'import:' || i.id and i.state = 'undone'
     where t.voided_by is null`,
    )
    // What an undone row alone brought about stands nowhere.
    expect(rows).toEqual([])
  },
)
