import { addJob } from '../db/jobs.ts'
import { transaction } from '../db/transaction.ts'
import { foldAccountHistory } from '../domain/accounts/account-lines.ts'
import type { Time } from '../domain/facts.ts'
import { hash } from '../domain/hash.ts'
import { canonical } from '../domain/json.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import {
  appendLines,
  listAccountsOfOtherKey,
  listUnfoldedAccounts,
  lockAccount,
  numberEvents,
  saveAccount,
} from '../features/accounts/fold-rows.ts'
import { readLines } from '../features/contacts/read-library.ts'
import { shareLifecycle } from '../features/lifecycle/versions.ts'
import { headOf } from './process-events.ts'
import type { Ripen } from './ripen.ts'

/** Accounts looked for at once. */
const GROUP = 100

/** Folds accounts with new events, and those whose lines hold other values than the lifecycle reads now. @returns how many were folded. */
export async function foldAccounts(ripen: Ripen, now: Time): Promise<number> {
  const head = await ripen.programs.head(ripen.db.pool)
  if (head === null) return 0
  const unfolded = await listUnfoldedAccounts(ripen.db.pool, GROUP)
  const accounts = unfolded.length > 0 ? unfolded : await listAccountsOfOtherKey(ripen.db.pool, accountKey(head), GROUP)
  let folded = 0
  for (const account of accounts) if (await foldOne(ripen, account, now)) folded += 1
  return folded
}

/** Which account values a version reads: another key has accounts folded anew. */
export function accountKey(program: Program): string {
  return hash(canonical(program.accountPaths))
}

async function foldOne(ripen: Ripen, account: string, now: Time): Promise<boolean> {
  return transaction(ripen.db, async (client) => {
    await shareLifecycle(client)
    const { program: head } = await headOf(ripen, client)
    const row = await lockAccount(client, account)
    if (row === null) return false
    const { seq, facts } = await numberEvents(client, row)
    const recorded = (await readLines(client, [account])).get(account) ?? []
    const { state, lines, before, after } = foldAccountHistory(facts, recorded, head.accountPaths)
    await appendLines(client, account, lines, now)
    await saveAccount(client, {
      id: account,
      seq,
      lineSeq: lines.at(-1)?.seq ?? row.lineSeq,
      stateKey: accountKey(head),
      traits: state.traits,
    })
    // Lines that correct the past can matter too, whatever the newest says.
    const corrected = lines.length > 1 || (lines.length === 1 && recorded.some(({ at }) => at > (lines[0]?.at ?? 0)))
    if (lines.length > 0 && (corrected || head.accountMayMatter(before, after, now)))
      await addJob(client, 'wake_members', { account, after: null }, `wake_members ${account}`)
    return true
  })
}
