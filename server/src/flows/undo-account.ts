import { createHash, randomUUID } from 'node:crypto'
import { addJob } from '../db/jobs.ts'
import { newId } from '../db/new-id.ts'
import { type Tx, transaction } from '../db/transaction.ts'
import { foldAccountHistory } from '../domain/accounts/account-lines.ts'
import type { AccountLine } from '../domain/facts.ts'
import { importSource } from '../domain/import-source.ts'
import { appendAccountEvents } from '../features/accounts/account-events.ts'
import { type AccountRow, appendLines, numberEvents, saveAccount } from '../features/accounts/fold-rows.ts'
import { lockAccountRow, releaseAccount, takeEventsOf } from '../features/accounts/undo-account.ts'
import { readLines } from '../features/contacts/read-library.ts'
import { addMembers, dropUndo } from '../features/imports/undo-rows.ts'
import { shareLifecycle } from '../features/lifecycle/versions.ts'
import { headOf } from './process-events.ts'
import type { Ripen } from './ripen.ts'

/**
 * Takes an import out of an account's history: a void event names what is left out, and lines say what held without it. People whose account
 * had other values by the import are to be looked at too.
 */
export async function undoOfAccount(ripen: Ripen, id: string, account: string): Promise<void> {
  await transaction(ripen.db, async (client) => {
    await shareLifecycle(client)
    const row = await lockAccountRow(client, account)
    if (row !== null) {
      const events = await takeEventsOf(client, account, importSource(id))
      if (events.length > 0 && (await foldWithout(ripen, client, row, { import: id, events }))) {
        await addMembers(client, id, account)
        await addJob(client, 'wake_members', { account, after: null }, `wake_members ${account}`)
      }
      await releaseAccount(client, account, id)
    }
    await dropUndo(client, id, [account])
  })
}

/** @returns whether any value that the lifecycle reads was another by these events. */
async function foldWithout(
  ripen: Ripen,
  client: Tx,
  row: AccountRow,
  undone: { readonly import: string; readonly events: readonly string[] },
): Promise<boolean> {
  const { program: head } = await headOf(ripen, client)
  const now = ripen.now()
  const account = row.id
  const { seq, facts } = await numberEvents(client, row)
  const recorded = (await readLines(client, [account])).get(account) ?? []
  // What has come and was not folded yet is no matter of the undoing.
  const known = foldAccountHistory(facts, recorded, head.accountPaths)
  const lines: readonly AccountLine[] = known.lines.map((line) => ({ ...line, is: 'account', account }))
  const leftOut = { kind: 'void' as const, name: undone.import, at: now, id: newId(now) }
  const data = { import: undone.import, events: [...undone.events] }
  const without = foldAccountHistory([...facts, { ...leftOut, data }], [...recorded, ...lines], head.accountPaths)
  await appendLines(client, account, [...known.lines, ...without.lines], now)
  const [first, last] = [without.lines.at(0), without.lines.at(-1)]
  const changed = first === undefined || last === undefined ? null : [first.seq, last.seq]
  await appendAccountEvents(client, [
    {
      ...leftOut,
      account,
      data: { ...data, lines: changed },
      contact: null,
      messageKey: createHash('sha256').update(randomUUID()).digest().subarray(0, 16),
      receivedAt: now,
      source: 'ripen',
    },
  ])
  await saveAccount(client, {
    id: account,
    seq,
    lineSeq: last?.seq ?? known.lines.at(-1)?.seq ?? row.lineSeq,
    stateKey: row.stateKey,
    traits: without.state.traits,
  })
  return changed !== null
}
