import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WhatIfView } from '../contract/what-if.ts'
import { ONE_SNAPSHOT } from '../db/snapshot.ts'
import { transaction } from '../db/transaction.ts'
import { contactsOf, idAt } from '../domain/columnar/snapshot.ts'
import { walkPublished } from '../domain/columnar/walk-candidate.ts'
import { DAY } from '../domain/duration.ts'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { createLoad, nextMoment } from '../testing/load.ts'
import { RandomTeam } from '../testing/random-team.ts'
import { testRipen } from '../testing/ripen.ts'
import { seeded } from '../testing/seeded.ts'
import { buildSnapshot, type KeptSnapshot } from './build-snapshot.ts'
import { keepHistories, keepInMemory } from './choose-engine.ts'
import { foldAccounts } from './fold-accounts.ts'
import { createIntake } from './intake.ts'
import { loadHistories, tidyHistories } from './keep-histories.ts'
import { type SnapshotKeeper, snapshotEngine } from './snapshot-engine.ts'
import { wakeContacts } from './wake-contacts.ts'
import { whatIf } from './what-if.ts'
import { objectEngine, type WhatIfEngine } from './what-if-walks.ts'

let database: TestDatabase
const folders: string[] = []
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(async () => {
  await database.drop()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

const b2b = findPreset('b2b')?.document ?? ''
const candidate = b2b
  .replace('at_least: 60', 'at_least: 30')
  .replace('Content Downloaded, points: 15', 'Content Downloaded, points: 25')

async function world(seed: number, people: number) {
  const folder = await mkdtemp(join(tmpdir(), 'ripen-histories-'))
  folders.push(folder)
  const ripen = { ...(await testRipen(database.db, { now: Date.parse('2026-01-10T09:00:00Z') })), dataDir: folder }
  const random = seeded(seed)
  const message = createLoad(random, { people, late: 0.1 })
  const intake = createIntake(ripen)
  const team = new RandomTeam(ripen, random)
  const happen = async (rounds: number) => {
    for (let round = 0; round < rounds; round++) {
      ripen.clock.now = nextMoment(random, ripen.clock.now) + DAY / 4
      await intake.submit([message(ripen.clock.now), message(ripen.clock.now)], 1000)
      await team.act()
      if (round % 5 === 0) await foldAccounts(ripen, ripen.clock.now)
      await wakeContacts(ripen, ripen.clock.now)
    }
    ripen.clock.now += 30 * DAY
  }
  const compare = async (engine: WhatIfEngine): Promise<Omit<WhatIfView, 'cpu_ms' | 'engine'>> => {
    const done = await whatIf(ripen, { document: candidate, engine, stage: 'mql' })
    if (done.outcome !== 'compared') throw new Error(JSON.stringify(done))
    const { cpu_ms: _cpu, engine: _engine, ...view } = done.view
    return view
  }
  return { ripen, team, happen, compare, file: join(folder, 'histories', 'everybody.columns') }
}

test('gives what the object walk gives, also after merges, voids, late and new events, without reading all again', {
  timeout: 120_000,
}, async () => {
  const { ripen, team, happen, compare } = await world(11, 25)
  const { keeper, told } = telling(keepInMemory())
  await happen(60)
  const first = await compare(snapshotEngine(keeper))
  expect(first).toEqual(await compare(objectEngine))
  await happen(40)
  const second = await compare(snapshotEngine(keeper))
  expect(second).toEqual(await compare(objectEngine))
  expect(second.contacts).toBeGreaterThan(5)
  // Nothing but time: the walk in force is taken on from where it was.
  ripen.clock.now += 200 * DAY
  expect(await compare(snapshotEngine(keeper))).toEqual(await compare(objectEngine))
  expect(Object.keys(second.current).length).toBeGreaterThan(3)
  expect(team.merges).toBeGreaterThan(0)
  expect(told.held).toHaveLength(1)
})

test('what changed is put into the kept histories as if all were gathered anew, and goes on in the next process', {
  timeout: 120_000,
}, async () => {
  const { ripen, team, happen, compare } = await world(12, 25)
  for (let part = 0; part < 3; part++) {
    await happen(part === 0 ? 40 : 15)
    // A keeper of its own each time, as in another process.
    const { keeper, told } = telling(keepHistories(ripen))
    expect(await compare(snapshotEngine(keeper, { worthKeeping: 0 }))).toEqual(await compare(objectEngine))
    const [held] = told.held.slice(-1)
    if (held === undefined) throw new Error('Nothing was kept.')
    expect(told.loaded).toBe(part > 0)
    const fresh = await transaction(
      ripen.db,
      (client) => buildSnapshot(client, held.snapshot.reads, part === 0 ? undefined : 20),
      ONE_SNAPSHOT,
    )
    expect(readable(held)).toEqual(readable(fresh))
    // What was walked before is what a walk from the beginning gives.
    const everybody = { until: ripen.clock.now, from: 0, to: contactsOf(held.snapshot) }
    const program = await transaction(ripen.db, (client) => ripen.programs.get(client, 1))
    const skip = new Uint8Array(everybody.to)
    expect(held.walked?.walk).toEqual(walkPublished(program, held.snapshot, { ...everybody, skip }, null))
  }
  expect(team.merges).toBeGreaterThan(0)
})

test('a file that is damaged, cut, of another format or of another database is not used', {
  timeout: 120_000,
}, async () => {
  const { ripen, happen, compare, file } = await world(13, 8)
  await happen(20)
  const { keeper, told } = telling(keepHistories(ripen))
  await compare(snapshotEngine(keeper))
  const load = () => transaction(ripen.db, (client) => loadHistories(ripen, client))
  expect(await load()).toEqual(told.held[0])
  const whole = await readFile(file)
  const description = whole.length - 16 - whole.readUInt32LE(whole.length - 16)
  const places = [
    0,
    9,
    Math.floor(description / 2),
    description,
    whole.length - 20,
    whole.length - 14,
    whole.length - 3,
  ]
  for (const place of places) {
    const damaged = Buffer.from(whole)
    damaged.writeUInt8(damaged.readUInt8(place) ^ 0x20, place)
    await writeFile(file, damaged)
    expect(await load(), `damaged at ${place}`).toBe(null)
  }
  for (const size of [0, 5, 30, description, whole.length - 1]) {
    await writeFile(file, whole.subarray(0, size))
    expect(await load(), `cut at ${size}`).toBe(null)
  }
  await writeFile(file, Buffer.concat([whole, Buffer.from(' ')]))
  expect(await load(), 'too long').toBe(null)
  await tidyHistories(ripen, ripen.dataDir)
  expect(await readdir(dirname(file))).toEqual([])
  // Another process makes it again.
  expect(await compare(snapshotEngine(keepHistories(ripen)))).toEqual(await compare(objectEngine))
  expect(await load()).toEqual(told.held[0])
  await tidyHistories(ripen, ripen.dataDir)
  expect(await readdir(dirname(file))).toEqual([basename(file)])
  // As after the database was restored from an older copy.
  const { rows } = await ripen.db.pool.query<{ id: string; made_at: number }>('delete from kept_histories returning *')
  expect(rows).toHaveLength(2)
  expect(await load(), 'of another database').toBe(null)
  for (const { id, made_at } of rows)
    await ripen.db.pool.query('insert into kept_histories (id, made_at) values ($1, $2)', [id, new Date(made_at)])
  expect(await load()).toEqual(told.held[0])
  // Somebody was erased since.
  await ripen.db.pool.query('insert into erasures (contact_id, erased_at) values (gen_random_uuid(), $1)', [
    new Date(ripen.clock.now + 1),
  ])
  expect(await load()).toBe(null)
  await tidyHistories(ripen, ripen.dataDir)
  expect(await readdir(dirname(file))).toEqual([])
})

test('where the data folder cannot be written the answer is the same', async () => {
  const { ripen, happen, compare, file } = await world(14, 4)
  await happen(3)
  await writeFile(dirname(file), 'in the way')
  expect(await compare(snapshotEngine(keepHistories(ripen)))).toEqual(await compare(objectEngine))
})

/** Histories with their facts in words, whatever the codes. */
function readable({ snapshot, seqs, lines }: KeptSnapshot) {
  const { starts, at, code, facts } = snapshot
  return {
    people: Array.from(seqs, (seq, contact) => ({
      id: idAt(snapshot, contact),
      seq,
      facts: Array.from({ length: (starts[contact + 1] ?? 0) - (starts[contact] ?? 0) }, (_, index) => {
        const place = (starts[contact] ?? 0) + index
        return [at[place], facts[code[place] ?? 0]]
      }),
    })),
    facts: new Set(Array.from(code, (one) => facts[one])),
    lines: new Map([...lines].sort()),
  }
}

/** Tells what a keeper is given, and whether it had something. */
function telling(keeper: SnapshotKeeper) {
  const told: { loaded: boolean; readonly held: KeptSnapshot[] } = { loaded: false, held: [] }
  const telling: SnapshotKeeper = {
    load: async (client) => {
      const found = await keeper.load(client)
      told.loaded = found !== null
      return found
    },
    hold: async (kept) => {
      told.held.push(kept)
      await keeper.hold(kept)
    },
    store: (kept, readAt) => keeper.store(kept, readAt),
  }
  return { keeper: telling, told }
}
