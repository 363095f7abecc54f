import { transaction } from '../db/transaction.ts'
import type { Incoming } from '../domain/incoming.ts'
import { findKnownMessages, messageName } from '../features/contacts/events.ts'
import { openBook } from './open-book.ts'
import { type ImportReading, prepareImport } from './prepare-import.ts'
import type { Ripen } from './ripen.ts'
import { faultOf, type ImportResult, sayNotices } from './run-import.ts'
import type { TakenRow } from './write-rows.ts'

/** Rows looked up together. */
const GROUP = 2000
/** Keys that are remembered, so that a row that comes twice is seen; beyond, those of the database alone count. */
const MOST_KEYS = 1_000_000

/** Counts what an import would bring, and writes nothing; up to the end of the file, or until it is told to stop. */
export async function dryRunImport(
  ripen: Ripen,
  {
    path,
    mapping,
    reading,
    stop,
  }: {
    readonly path: string
    readonly mapping: string | null
    readonly reading: ImportReading
    readonly stop?: AbortSignal
  },
): Promise<ImportResult> {
  const prepared = await prepareImport(ripen, { path, mapping, reading, source: 'import', receivedAt: ripen.now() })
  const { table, read, notices } = prepared
  const counts = { rows: 0, imported: 0, duplicates: 0, rejected: 0 }
  const seen = new Set<string>()
  const count = async (rows: readonly TakenRow[]) => {
    const known = await findKnown(ripen, rows)
    for (const { messages } of rows) {
      const fresh = messages.filter((one) => !known.has(one) && !seen.has(keyOf(one)))
      if (fresh.length > 0) counts.imported += 1
      else counts.duplicates += 1
      if (seen.size < MOST_KEYS) for (const one of fresh) seen.add(keyOf(one))
    }
  }
  let group: TakenRow[] = []
  let finished = true
  for await (const batch of table.rows()) {
    for (const row of batch) {
      counts.rows += 1
      const taken = faultOf(row, table.headers.length) === null ? read(row.cells) : null
      if (taken === null || 'rejected' in taken) counts.rejected += 1
      else group.push(taken)
    }
    if (group.length < GROUP) continue
    await count(group)
    group = []
    if (stop?.aborted === true) {
      finished = false
      break
    }
  }
  await count(group)
  if (table.passed.footers > 0) notices.add('footer', '', table.passed.footers)
  if (table.passed.headers > 0) notices.add('header', '', table.passed.headers)
  return { ...counts, rejects: null, notices: sayNotices(notices.list()), finished }
}

function keyOf({ messageKey }: Incoming): string {
  return Buffer.from(messageKey.buffer, messageKey.byteOffset, messageKey.byteLength).toString('latin1')
}

/** Messages that a history has already. */
function findKnown(ripen: Ripen, rows: readonly TakenRow[]): Promise<ReadonlySet<Incoming>> {
  const messages = rows.flatMap((row) => row.messages)
  if (messages.length === 0) return Promise.resolve(new Set())
  return transaction(ripen.db, async (client) => {
    const book = await openBook(client, messages)
    const asked = messages.flatMap((one) => {
      const owners = one.identities.flatMap((identity) => book.rowOf(identity) ?? [])
      return [...new Set(owners.flatMap((row) => [row, book.personOf(row)]))].map((contact) => ({ one, contact }))
    })
    const known = await findKnownMessages(
      client,
      asked.map(({ one, contact }) => ({ contact, key: one.messageKey })),
    )
    return new Set(
      asked.filter(({ one, contact }) => known.has(messageName(contact, one.messageKey))).map(({ one }) => one),
    )
  })
}
