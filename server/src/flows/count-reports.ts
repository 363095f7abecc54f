import { type Tx, transaction } from '../db/transaction.ts'
import { type Counted, contribution } from '../domain/reports/contribution.ts'
import { type Shape, shapeOf } from '../domain/reports/shape.ts'
import { Tally } from '../domain/reports/tally.ts'
import { countContacts } from '../features/contacts/page-contacts.ts'
import { listContacts, readCounting, saveCounting, takeCounting } from '../features/reports/counting.ts'
import { KnownValues } from '../features/reports/known-values.ts'
import { type Ledger, readLedgers } from '../features/reports/read-ledgers.ts'
import { addTally, clearCells } from '../features/reports/report-cells.ts'
import { dropChanges, type LedgerChange, readChanges } from '../features/reports/report-changes.ts'
import { addTimes, clearTimes } from '../features/reports/single-times.ts'
import type { Ripen } from './ripen.ts'

/** Contacts whose ledgers are read at once. */
const PAGE = 500
/** From so many changes on it is cheaper, and needs less memory, to count everybody anew. */
const MOST_CHANGES = 200_000

const SNAPSHOT = { mode: 'isolation level repeatable read', unlimited: true } as const

/** Counts the contacts that changed since they were counted. @returns how many changes there were */
export async function countChanges(ripen: Ripen): Promise<number> {
  const { finishedAt, waiting } = await readCounting(ripen.db.pool)
  if (finishedAt === null || waiting > MOST_CHANGES) {
    await countEverybody(ripen)
    return waiting
  }
  if (waiting > 0) await countWaiting(ripen)
  return waiting
}

/** The same where everybody was counted and not too much has changed since. */
export async function countWaiting(ripen: Ripen): Promise<void> {
  await transaction(
    ripen.db,
    async (client) => {
      await takeCounting(client)
      const tally = await tallyChanges(ripen, client)
      const values = new KnownValues(client, true)
      await addTally(client, await values.bound(tally))
      await addTimes(client, tally.times, values)
      await dropChanges(client)
    },
    SNAPSHOT,
  )
}

/** What the changes that wait would add to the counts. */
export async function tallyChanges(ripen: Ripen, client: Tx): Promise<Tally> {
  const tally = new Tally()
  const changes = await readChanges(client)
  for (let start = 0; start < changes.length; start += PAGE) {
    const page = new Map(changes.slice(start, start + PAGE).map((change) => [change.contact, change]))
    for (const ledger of await readLedgers(client, [...page.keys()])) {
      const change = page.get(ledger.contact)
      if (change === undefined) continue
      tally.change(await countedBefore(ripen, client, ledger, change), await countedNow(ripen, client, ledger))
    }
  }
  return tally
}

/** Counts all contacts anew, while others go on writing: what they change meanwhile is counted afterwards. */
export async function countEverybody(
  ripen: Ripen,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<void> {
  const total = await countContacts(ripen.db.pool)
  await saveCounting(ripen.db.pool, { done: 0, total, finishedAt: null })
  await transaction(
    ripen.db,
    async (client) => {
      await takeCounting(client)
      await dropChanges(client)
      await clearCells(client)
      await clearTimes(client)
      const values = new KnownValues(client, true)
      const tally = new Tally()
      let done = 0
      for (let ids = await listContacts(client, null, PAGE); ids.length > 0; ) {
        for (const ledger of await readLedgers(client, ids)) tally.change([], await countedNow(ripen, client, ledger))
        done += ids.length
        if (done % (20 * PAGE) === 0) {
          // Single times are many: they are not kept until the end.
          await addTimes(client, tally.times, values)
          tally.times.clear()
          // Seen by others at once, since it is said outside of the transaction.
          await saveCounting(ripen.db.pool, { done, total, finishedAt: null })
        }
        onProgress(done, total)
        ids = await listContacts(client, ids.at(-1) ?? null, PAGE)
      }
      await addTimes(client, tally.times, values)
      await addTally(client, await values.bound(tally))
    },
    SNAPSHOT,
  )
  await saveCounting(ripen.db.pool, { done: total, total, finishedAt: ripen.now() })
}

/** What a contact adds to the reports now. */
export async function countedNow(ripen: Ripen, client: Tx, ledger: Ledger): Promise<readonly Counted[]> {
  if (ledger.merged) return []
  const shape = await shapeOfVersion(ripen, client, ledger.version)
  return contribution(
    shape,
    ledger.rows.filter(({ voidedAt }) => voidedAt === null),
  )
}

async function countedBefore(
  ripen: Ripen,
  client: Tx,
  ledger: Ledger,
  { nth, seq, merged, version }: LedgerChange,
): Promise<readonly Counted[]> {
  if (merged || nth === 0) return []
  const shape = await shapeOfVersion(ripen, client, version)
  return contribution(
    shape,
    ledger.rows.filter((row) => row.nth <= nth && (row.voidedAt === null || row.voidedAt > seq)),
  )
}

async function shapeOfVersion(ripen: Ripen, client: Tx, version: number): Promise<Shape> {
  return shapeOf(await ripen.programs.get(client, version))
}
