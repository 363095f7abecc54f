import type { Db } from '../server/src/db/open.ts'
import type { Incoming } from '../server/src/domain/incoming.ts'
import { foldAccounts } from '../server/src/flows/fold-accounts.ts'
import { createIntake } from '../server/src/flows/intake.ts'
import { browseAccountPeople, browseAccounts, showAccount } from '../server/src/flows/show-account.ts'
import { wakeContacts } from '../server/src/flows/wake-contacts.ts'
import { wakeMembersOfAccount } from '../server/src/flows/wake-members.ts'
import { incoming, named, testRipen } from '../server/src/testing/ripen.ts'
import { median, readFineCpu } from './cpu.ts'
import { machine, onDatabase } from './database.ts'

/** Most ms of CPU that one contact's event may cost in a very large account, and that a page of accounts may cost. */
const EVENT_LIMIT = 10
const PAGE_LIMIT = 20
const EVENTS = 300
/** The middle one of so many runs counts: what PostgreSQL clears away behind earlier work falls into some of them. */
const RUNS = 12

const document = `ripen: 1
name: Workspaces
stages:
  - { key: user, name: User, entry: { when: { did: Signed Up } } }
  - { key: active, entry: { when: { account.did: { event: Report Created, people: 3, within: 7d } } } }
  - { key: team, entry: { when: { account.people: { reached: active, people: 20, within: 30d } } } }
engaged: active
roles:
  owner: { if: { traits.role: Owner } }
  champion: {}
`

type Ripen = Awaited<ReturnType<typeof testRipen>>

/** CPU of one contact's event in an account of 50,000 people, whom criteria count together, and of the pages of accounts among 500,000. */
export async function benchAccount(): Promise<Readonly<Record<string, unknown>>> {
  const people = Number(process.env['RIPEN_BENCH_PEOPLE'] ?? 50_000)
  const accounts = Number(process.env['RIPEN_BENCH_ACCOUNTS'] ?? 500_000)
  return onDatabase(async ({ db, postmaster }) => {
    const ripen = await testRipen(db, { document, now: Date.UTC(2026, 2, 2) })
    const intake = createIntake(ripen)
    const user = (index: number) => `u${index % people}`
    const send = async (messages: readonly Incoming[]) => {
      const done = await intake.submit(messages, 1000)
      if (done.outcome !== 'committed') throw new Error(`Not taken: ${JSON.stringify(done)}`)
    }
    const did = (index: number, name: string) =>
      incoming({ at: ripen.clock.now, identities: named({ user: user(index) }) }, { kind: 'track', name })
    for (let from = 0; from < people; from += 1000) {
      ripen.clock.now += 1000
      const page = Array.from({ length: Math.min(1000, people - from) }, (_, index) => ({
        ...did(from + index, 'Signed Up'),
        group: { id: 'large', traits: {} },
      }))
      await send(page)
    }
    await settle(ripen)
    const measured = async (name: string) => {
      const run = async (count: number) => {
        for (let index = 0; index < count; index++) {
          ripen.clock.now += 1000
          await send([did(index * 7919, name)])
          await foldAccounts(ripen, ripen.clock.now)
        }
      }
      await run(EVENTS / 2)
      // What the first of them set off is over, and so is what PostgreSQL does behind it.
      await settle(ripen)
      await rest(db)
      const idle = await idleCost(ripen, postmaster)
      const runs: { node: number; postgres: number }[] = []
      for (let index = 0; index < RUNS; index++) {
        const [node, postgres] = [process.cpuUsage(), await readFineCpu(postmaster)]
        await run(EVENTS / RUNS)
        const { user, system } = process.cpuUsage(node)
        const more = (await readFineCpu(postmaster)) - postgres
        runs.push({ node: ((user + system) / 1000 / EVENTS) * RUNS, postgres: ((more * 1000) / EVENTS) * RUNS })
      }
      await settle(ripen)
      const sums = runs.map(({ node, postgres }) => node + postgres - idle)
      return {
        ms: round(median(sums)),
        worst: round(Math.max(...sums)),
        node: round(median(runs.map(({ node }) => node))),
        postgres: round(median(runs.map(({ postgres }) => postgres))),
        idle_look: round(idle),
      }
    }
    const off = await measured('Video Watched')
    // The first three of these turn the answer on and move everybody; that is no matter of one event.
    for (let index = 0; index < 30; index++) await send([did(index, 'Report Created')])
    await settle(ripen)
    const events = { 'nothing that counts': off, 'counts, answer holds': await measured('Report Created') }
    await fillAccounts(db, accounts)
    const pages = await measurePages(ripen, postmaster)
    const worstEvent = Math.max(...Object.values(events).map(({ ms }) => ms))
    const worstPage = Math.max(...Object.values(pages))
    return {
      ratio: round(Math.min(EVENT_LIMIT / worstEvent, PAGE_LIMIT / worstPage)),
      people,
      accounts,
      events: EVENTS,
      limits_ms: { event: EVENT_LIMIT, page: PAGE_LIMIT },
      event_ms: events,
      page_ms: pages,
      ...(await machine(db)),
    }
  })
}

async function rest(db: Db): Promise<void> {
  await db.pool.query(
    'vacuum analyze contacts, events, accounts, account_marks, account_signals, positions, transitions, identities',
  )
  await db.pool.query('checkpoint')
}

/** What it costs to find that there is nothing to fold: the workers look so twice a second, whether anything came in or not. */
async function idleCost(ripen: Ripen, postmaster: number): Promise<number> {
  await settle(ripen)
  const from = await spent(postmaster)
  for (let look = 0; look < EVENTS; look++) await foldAccounts(ripen, ripen.clock.now)
  return ((await spent(postmaster)) - from) / EVENTS
}

/** What the workers do beside intake, until nothing is left. */
async function settle(ripen: Ripen): Promise<void> {
  for (let done = 1; done > 0; ) {
    done = await foldAccounts(ripen, ripen.clock.now)
    const { rows } = await ripen.db.pool.query<{ payload: { account: string; after: string | null } }>(
      'delete from graphile_worker._private_jobs returning payload',
    )
    for (const { payload } of rows) await wakeMembersOfAccount(ripen, payload)
    done += rows.length
    for (let woken = 1; woken > 0; done += woken) woken = await wakeContacts(ripen, ripen.clock.now + 1)
  }
}

async function spent(postmaster: number): Promise<number> {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 + (await readFineCpu(postmaster)) * 1000
}

async function fillAccounts(db: Db, count: number): Promise<void> {
  const id = `('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`
  for (let from = 1; from <= count; from += 20_000) {
    const range = [from, Math.min(count, from + 19_999)]
    await db.pool.query(
      `insert into accounts (id, bucket, name, domain, traits, seq, line_seq, state_key, created_at, people)
       select ${id}, n % 256, 'Company ' || md5(n::text), md5(n::text) || '.example', '{}', 0, 0, (select state_key from accounts limit 1), '2026-01-01', 1
       from generate_series($1::int, $2::int) n`,
      range,
    )
    await db.pool.query(
      `insert into account_identities (kind, value, account_id, claimed_at)
       select 'domain', md5(n::text) || '.example', ${id}, '2026-01-01' from generate_series($1::int, $2::int) n`,
      range,
    )
  }
  for (const table of ['accounts', 'account_identities']) await db.pool.query(`vacuum analyze ${table}`)
}

async function measurePages(ripen: Ripen, postmaster: number): Promise<Readonly<Record<string, number>>> {
  const { rows } = await ripen.db.pool.query<{ id: string }>(
    `select account_id as id from account_identities where kind = 'group' limit 1`,
  )
  const large = rows[0]?.id ?? ''
  const everybody = async (contacts: readonly string[]) => new Set(contacts)
  const first = await browseAccounts(ripen, { limit: 50 })
  const pages: Readonly<Record<string, () => Promise<unknown>>> = {
    'first page': () => browseAccounts(ripen, { limit: 50 }),
    'next page': () => browseAccounts(ripen, { limit: 50, cursor: first.next ?? undefined }),
    'rare part of a name': () => browseAccounts(ripen, { limit: 50, q: 'c4ca4238a0' }),
    'common part of a name': () => browseAccounts(ripen, { limit: 50, q: 'company' }),
    'two letters': () => browseAccounts(ripen, { limit: 50, q: 'co' }),
    'no match': () => browseAccounts(ripen, { limit: 50, q: 'nothing-like-it' }),
    'one stage': () => browseAccounts(ripen, { limit: 50, stage: 'active' }),
    'account of 50,000': () => showAccount(ripen, large, everybody),
    'its people': () => browseAccountPeople(ripen, large, { limit: 50 }, everybody),
    'its engaged people': () => browseAccountPeople(ripen, large, { limit: 50, engaged: true }, everybody),
  }
  const found: Record<string, number> = {}
  for (const [name, ask] of Object.entries(pages)) {
    const costs: number[] = []
    await ask()
    for (let round = 0; round < 20; round++) {
      const from = await spent(postmaster)
      await ask()
      costs.push((await spent(postmaster)) - from)
    }
    found[name] = round(median(costs))
  }
  return found
}

function round(value: number): number {
  return Number(value.toFixed(2))
}
