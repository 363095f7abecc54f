import { newId } from '../db/new-id.ts'
import type { Tx } from '../db/transaction.ts'
import { marksOf } from '../domain/accounts/marks.ts'
import type { Mark } from '../domain/accounts/people-leaf.ts'
import { comparePlaces, type Place, type Time } from '../domain/facts.ts'
import { asRecorded, withMoves } from '../domain/history.ts'
import { rolesBy } from '../domain/lifecycle/roles.ts'
import { addMarks, endMarks, type MarkChange, type MarkEnd, replaceMarks } from '../features/accounts/marks.ts'
import { putRolesByRule, type RolesByRule } from '../features/accounts/roles.ts'
import { type AccountSignal, appendSignals } from '../features/accounts/signals.ts'
import { type ContactOutcome, mergedAfter } from './group-changes.ts'

/**
 * Tells accounts what changed of their people: who joined, left or moved, what each brings to the criteria over several of them, and who has which
 * role. Takes no lock on an account.
 */
export async function tellAccounts(client: Tx, outcomes: readonly ContactOutcome[], now: Time): Promise<void> {
  const concerned = outcomes.filter((outcome) => accountBefore(outcome) !== null || accountAfter(outcome) !== null)
  if (concerned.length === 0) return
  const changes = await writeMarks(client, concerned)
  const roles = concerned.flatMap(rolesChanged)
  await putRolesByRule(client, roles, now)
  const others = new Set(roles.map(({ contact }) => contact))
  const signals = [
    ...changes.map((change) => ({ ...change, people: 0, moved: false, at: now })),
    ...concerned.flatMap((outcome) => signalsOf(outcome, others.has(outcome.row.id), now)),
  ]
  await appendSignals(
    client,
    signals.map((signal) => ({ ...signal, id: newId(now) })),
  )
}

/** A row that was merged into another stands for nobody. */
function accountBefore({ row }: ContactOutcome): string | null {
  return row.mergedInto === null ? row.accountId : null
}

function accountAfter({ change, advanced }: ContactOutcome): string | null {
  return mergedAfter(change) === null ? advanced.state.account : null
}

function signalsOf(outcome: ContactOutcome, otherRoles: boolean, now: Time): readonly AccountSignal[] {
  const [before, after] = [accountBefore(outcome), accountAfter(outcome)]
  const signal = (account: string, people: number): AccountSignal => ({
    account,
    contact: outcome.row.id,
    from: null,
    people,
    moved: true,
    at: outcome.moves.at(-1)?.at ?? now,
  })
  if (before !== after)
    return [...(before === null ? [] : [signal(before, -1)]), ...(after === null ? [] : [signal(after, 1)])]
  const moved = outcome.moves.length > 0 || otherRoles || outcome.change.anew === true
  return after !== null && moved ? [signal(after, 0)] : []
}

/** Whose roles by criteria may be others than before. */
function rolesChanged(outcome: ContactOutcome): readonly RolesByRule[] {
  const { row, saved, advanced } = outcome
  const account = accountAfter(outcome)
  const has = rolesBy(advanced.program.group, advanced.state, advanced.state.upTo.at)
  if (account === accountBefore(outcome) && saved.state !== null && row.version === advanced.program.version) {
    const had = rolesBy(saved.program.group, saved.state, saved.state.upTo.at)
    if (had.join() === has.join()) return []
  }
  return [{ contact: row.id, account, roles: has }]
}

async function writeMarks(client: Tx, outcomes: readonly ContactOutcome[]): Promise<readonly MarkChange[]> {
  const reading = outcomes.filter(
    ({ saved, advanced }) => saved.program.marks.all.length > 0 || advanced.program.marks.all.length > 0,
  )
  const anew = reading.filter(isAnew)
  const replaced = await replaceMarks(
    client,
    anew.map(({ row }) => row.id),
    anew.flatMap(allMarks),
  )
  const [marks, ends]: [Mark[], MarkEnd[]] = [[], []]
  for (const outcome of reading) if (!isAnew(outcome)) addOwn(outcome, marks, ends)
  await addMarks(client, marks)
  await endMarks(client, ends)
  return firstOfEach([
    ...replaced,
    ...marks.map(({ account, contact, from }) => ({ account, contact, from })),
    ...ends.map(({ account, contact, until }) => ({ account, contact, from: until })),
  ])
}

function isAnew({ history, change }: ContactOutcome): boolean {
  return history !== null || change.mergedInto !== undefined
}

function allMarks({ change, row, moves, advanced, history }: ContactOutcome): readonly Mark[] {
  const { marks } = advanced.program
  if (history === null || mergedAfter(change) !== null || marks.all.length === 0) return []
  return marksOf(marks, row.id, asRecorded(withMoves(history(), moves)))
}

/** What new events and moves bring, where nothing that was known before counts otherwise. */
function addOwn({ row, events, moves, advanced }: ContactOutcome, marks: Mark[], ends: MarkEnd[]): void {
  const { state, program } = advanced
  const { account } = state
  if (account === null || state.known === 0) return
  const contact = row.id
  const add = (key: string, { at, id }: Place) =>
    marks.push({ account, contact, key, at, id, from: { at, id }, until: null })
  for (const source of program.marks.all) {
    for (const event of events) if (source.event(event)) add(source.key, event)
    for (const { track, from, to, at, id } of moves) {
      if (track !== source.track || source.stage(from) === source.stage(to)) continue
      if (source.stage(to)) add(source.key, { at, id })
      else ends.push({ account, contact, key: source.key, until: { at, id } })
    }
  }
}

/** Of several changes of one person the earliest: from there on all is looked at again. */
function firstOfEach(changes: readonly MarkChange[]): readonly MarkChange[] {
  const first = new Map<string, MarkChange>()
  for (const change of changes) {
    const key = `${change.account} ${change.contact}`
    const known = first.get(key)
    if (known === undefined || comparePlaces(change.from, known.from) < 0) first.set(key, change)
  }
  return [...first.values()]
}
