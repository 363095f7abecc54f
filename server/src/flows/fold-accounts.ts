import { addJob } from '../db/jobs.ts'
import { type Tx, transaction } from '../db/transaction.ts'
import { foldAccountHistory } from '../domain/accounts/account-lines.ts'
import { effectiveLines, type NewLine } from '../domain/accounts/people-lines.ts'
import { type AccountLine, comparePlaces, type Place, type Time } from '../domain/facts.ts'
import { hash } from '../domain/hash.ts'
import { canonical, type JsonObject } from '../domain/json.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import {
  type AccountRow,
  appendLines,
  listAccountsOfOtherKey,
  listUnfoldedAccounts,
  lockAccount,
  numberEvents,
  saveAccount,
  saveLineSeq,
} from '../features/accounts/fold-rows.ts'
import {
  type AccountSignal,
  listDueAccounts,
  listSignalledAccounts,
  takeSignals,
} from '../features/accounts/signals.ts'
import { saveWake } from '../features/accounts/summary.ts'
import { readLines } from '../features/contacts/read-library.ts'
import { shareLifecycle } from '../features/lifecycle/versions.ts'
import { markAccountForSegments } from '../features/segments/marks.ts'
import { answerPeople } from './answer-people.ts'
import { headOf } from './process-events.ts'
import type { Ripen } from './ripen.ts'
import { summariseAccount } from './summarise-account.ts'

/** Accounts looked for at once. */
const GROUP = 100

/**
 * Folds accounts with new events, those whose people changed or may answer otherwise by now, and those whose lines hold other values than the
 * lifecycle reads. @returns how many were folded.
 */
export async function foldAccounts(ripen: Ripen, now: Time): Promise<number> {
  const head = await ripen.programs.head(ripen.db.pool)
  if (head === null) return 0
  const { pool } = ripen.db
  const lists = [
    () => listUnfoldedAccounts(pool, GROUP),
    () => listSignalledAccounts(pool, GROUP),
    () => listDueAccounts(pool, now, GROUP),
    () => listAccountsOfOtherKey(pool, accountKey(head), GROUP),
  ]
  for (const list of lists) {
    let folded = 0
    for (const account of await list()) if (await foldOne(ripen, account, now)) folded += 1
    if (folded > 0) return folded
  }
  return 0
}

/** What of a version accounts are folded by: another key has all of them folded anew. */
export function accountKey({ accountPaths, group }: Program): string {
  const { roles, ...rest } = group
  return hash(canonical({ accountPaths, ...rest, roles: roles.map(({ key }) => key) }))
}

async function foldOne(ripen: Ripen, account: string, now: Time): Promise<boolean> {
  return transaction(ripen.db, async (client) => {
    await shareLifecycle(client)
    const { program: head } = await headOf(ripen, client)
    const row = await lockAccount(client, account)
    if (row === null) return false
    const signals = await takeSignals(client, account)
    const anew = row.stateKey !== accountKey(head)
    const { unfolded } = row
    const isDue = row.wakeAt !== null && row.wakeAt <= now
    if (!anew && !unfolded && !isDue && signals.every(({ from }) => from === null)) {
      await summariseAccount(client, head, row, { signals, anew })
      return true
    }
    const recorded = (await readLines(client, [account])).get(account) ?? []
    const own = anew || unfolded ? await foldOwn(client, row, recorded, head) : []
    const known = [...recorded, ...own.map((line) => lineOf(account, line))]
    const lineSeq = known.at(-1)?.seq ?? row.lineSeq
    const people = await foldPeople(client, head, { row, recorded: known, lineSeq, signals, anew }, now)
    const lines = [...own, ...people]
    await appendLines(client, account, lines, now)
    if (anew || unfolded || lines.length > 0) await markAccountForSegments(client, account)
    if (lines.length > 0) await saveLineSeq(client, account, lines.at(-1)?.seq ?? row.lineSeq)
    await summariseAccount(client, head, row, { signals, anew: anew || unfolded })
    await wake(client, head, { account, recorded, lines }, now)
    return true
  })
}

/** Folds the account's own history. @returns the lines that it makes */
async function foldOwn(
  client: Tx,
  row: AccountRow,
  recorded: readonly AccountLine[],
  head: Program,
): Promise<readonly NewLine[]> {
  const { seq, facts } = await numberEvents(client, row)
  const { state, lines } = foldAccountHistory(facts, recorded, head.accountPaths)
  await saveAccount(client, {
    id: row.id,
    seq,
    lineSeq: lines.at(-1)?.seq ?? row.lineSeq,
    stateKey: accountKey(head),
    traits: state.traits,
  })
  return lines
}

interface PeopleToFold {
  readonly row: AccountRow
  readonly recorded: readonly AccountLine[]
  readonly lineSeq: number
  readonly signals: readonly AccountSignal[]
  readonly anew: boolean
}

/** What the account's people answer now. @returns the lines that it makes */
async function foldPeople(
  client: Tx,
  head: Program,
  { row, recorded, lineSeq, signals, anew }: PeopleToFold,
  now: Time,
): Promise<readonly NewLine[]> {
  const due: Place | null = row.wakeAt !== null && row.wakeAt <= now ? { at: row.wakeAt, id: '' } : null
  const places = [...signals.flatMap(({ from }) => from ?? []), ...(due === null ? [] : [due])]
  if (!anew && places.length === 0) return []
  const from = anew ? null : (places.sort(comparePlaces)[0] ?? null)
  const { lines, wakeAt } = await answerPeople(client, head, { id: row.id, recorded, lineSeq }, from, now)
  // A wake that comes too early only looks again, so a stored one is moved earlier but not later: the index is spared.
  const stays = row.wakeAt !== null && row.wakeAt > now && (wakeAt === null || row.wakeAt <= wakeAt)
  if (!stays && wakeAt !== row.wakeAt) await saveWake(client, row.id, wakeAt)
  return lines
}

/** Has the account's people decided again where new lines can matter to any of them. */
async function wake(
  client: Tx,
  head: Program,
  given: { readonly account: string; readonly recorded: readonly AccountLine[]; readonly lines: readonly NewLine[] },
  now: Time,
): Promise<void> {
  const { account, recorded, lines } = given
  if (lines.length === 0) return
  const all = [...recorded, ...lines.map((line) => lineOf(account, line))]
  const [before, after] = [newestValues(recorded), newestValues(all)]
  // Lines that correct the past can matter too, whatever the newest says.
  const corrected = lines.length > 1 || recorded.some(({ at }) => at > (lines[0]?.at ?? 0))
  if (corrected || head.accountMayMatter(before, after, now))
    await addJob(client, 'wake_members', { account, after: null }, `wake_members ${account}`)
}

function newestValues(lines: readonly AccountLine[]): JsonObject {
  return effectiveLines(lines).at(-1)?.values ?? {}
}

function lineOf(account: string, line: NewLine): AccountLine {
  return { is: 'account', account, ...line }
}
