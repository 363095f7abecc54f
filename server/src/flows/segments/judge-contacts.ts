import type { Tx } from '../../db/transaction.ts'
import type { Time } from '../../domain/facts.ts'
import { EVERYTHING, knownHistory, type Library } from '../../domain/history.ts'
import { canonical, type JsonObject, valueAt } from '../../domain/json.ts'
import { draftOf } from '../../domain/lifecycle/draft.ts'
import { decodeState } from '../../domain/lifecycle/encode.ts'
import { emptyState, foldInto } from '../../domain/lifecycle/fold.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import type { ContactState } from '../../domain/lifecycle/state.ts'
import type { BoundTree } from '../../domain/lifecycle/tree.ts'
import { readLibrary } from '../../features/contacts/read-library.ts'
import {
  type AccountNow,
  type Judged,
  type JudgedRow,
  readAccountsNow,
  readJudged,
} from '../../features/segments/members.ts'
import { compileBeside, type ReadyCriteria } from './read-criteria.ts'

/** A segment whose members are looked for. */
export interface KeptCriteria {
  readonly id: string
  readonly criteria: JsonObject
  readonly ready: ReadyCriteria
}

interface Asked {
  readonly id: string
  readonly bound: BoundTree
}

/** Says of contacts in which segments they are. */
export interface Judge {
  readonly head: Program
  /** Answered by the states that are saved. */
  readonly byState: readonly Asked[]
  /** Answered by histories, folded with what these ask for beside the lifecycle. */
  readonly byHistory: readonly Asked[]
  readonly further: Program | null
  /** Values of accounts that are asked for, and that the lifecycle does not read. */
  readonly accountPaths: readonly string[]
  readonly readsLine: boolean
}

/** Parts segments by what answers them. */
export function createJudge(head: Program, segments: readonly KeptCriteria[]): Judge {
  const byState = segments
    .filter(({ ready }) => keepsAll(head, ready))
    .map(({ id, ready }) => ({ id, bound: ready.asked.bound }))
  const others = segments.filter(({ ready }) => !keepsAll(head, ready))
  const { program, byHistory } = compileFurther(head, others)
  const paths = new Set(segments.flatMap(({ ready }) => ready.program.accountPaths))
  return {
    head,
    byState,
    byHistory,
    further: program,
    accountPaths: [...paths].filter((path) => !head.accountPaths.includes(path)),
    readsLine: [...byState, ...byHistory].some(({ bound }) => readsLine(bound)),
  }
}

/** Whether the states in force keep all that criteria ask of a contact; what they ask of accounts is looked up. */
function keepsAll(head: Program, { program }: ReadyCriteria): boolean {
  return canonical(program.aggregates) === canonical(head.aggregates)
}

function compileFurther(head: Program, segments: readonly KeptCriteria[]) {
  if (segments.length === 0) return { program: null, byHistory: [] }
  const used = Object.assign({}, ...segments.map(({ ready }) => ready.program.document.segments ?? {})) as Readonly<
    Record<string, JsonObject>
  >
  const read = compileBeside(
    head,
    used,
    segments.map(({ criteria }) => criteria),
  )
  if ('faults' in read)
    throw new Error(`Segments that are valid one by one are not together: ${read.faults[0]?.path.join('.')}`)
  const byHistory = segments.flatMap(({ id }, index) => {
    const asked = read.asked[index]
    return asked === undefined ? [] : [{ id, bound: asked.bound }]
  })
  return { program: read.program, byHistory }
}

function readsLine({ form }: BoundTree): boolean {
  switch (form.op) {
    case 'leaf':
      return (
        form.readsLine || form.scores.some(({ conditions }) => conditions.some((one) => readsLine(one as BoundTree)))
      )
    case 'not':
      return readsLine(form.part)
    default:
      return form.parts.some(readsLine)
  }
}

/**
 * Judges contacts now, for some segments (default: all). Who was merged into another or erased is in none, and nobody is of whom nothing is
 * known.
 */
export async function judgeContacts(
  client: Tx,
  judge: Judge,
  contacts: readonly string[],
  now: Time,
  only?: ReadonlySet<string>,
): Promise<readonly Judged[]> {
  const rows = new Map((await readJudged(client, contacts)).map((row) => [row.id, row]))
  const asked = (all: readonly Asked[]) => (only === undefined ? all : all.filter(({ id }) => only.has(id)))
  const [byState, byHistory] = [asked(judge.byState), asked(judge.byHistory)]
  const isStale = ({ stateKey }: JudgedRow) => stateKey !== judge.head.stateKey
  const unfolded = [...rows.values()].filter((row) => byHistory.length > 0 || isStale(row))
  const library =
    unfolded.length === 0
      ? null
      : await readLibrary(
          client,
          unfolded.map(({ id }) => id),
        )
  const accounts = judge.readsLine
    ? await readAccountsNow(client, [...new Set([...rows.values()].flatMap(({ accountId }) => accountId ?? []))])
    : new Map<string, AccountNow>()
  const withAccount = (state: ContactState) => overlaid(state, accounts, judge)
  return contacts.map((contact) => {
    const row = rows.get(contact)
    if (row === undefined) return { contact, segments: new Set<string>(), turnsAt: null }
    const saved = isStale(row) ? foldOf(judge.head, contact, library) : decodeState(judge.head, contact, row.state)
    if (isNobody(saved)) return { contact, segments: new Set<string>(), turnsAt: null }
    const state = withAccount(saved)
    const further =
      byHistory.length === 0 || judge.further === null ? state : withAccount(foldOf(judge.further, contact, library))
    return judged(
      contact,
      [...byState.map((one) => ({ ...one, state })), ...byHistory.map((one) => ({ ...one, state: further }))],
      now,
    )
  })
}

function judged(contact: string, asked: readonly (Asked & { readonly state: ContactState })[], now: Time): Judged {
  const segments = new Set<string>()
  let turnsAt: Time | null = null
  for (const { id, bound, state } of asked) {
    const holds = bound.test(state, now)
    if (holds) segments.add(id)
    const until = bound.until(state, now, !holds)
    if (until !== null && (turnsAt === null || until < turnsAt)) turnsAt = until
  }
  return { contact, segments, turnsAt }
}

function foldOf(program: Program, contact: string, library: Library | null): ContactState {
  if (library === null) throw new Error(`The history of ${contact} was not read.`)
  const draft = draftOf(emptyState(program, contact))
  for (const fact of knownHistory(library, contact, EVERYTHING).facts) foldInto(program, draft, fact)
  return draft
}

/** Nothing is left of one whom only an import knew that was undone. */
function isNobody({ known, activeAt, positions }: ContactState): boolean {
  return known === 0 && activeAt === 0 && Object.values(positions).every(({ stage }) => stage === null)
}

/** A state with what its account says now: the contact itself may not have been told yet, since it moves nobody. */
function overlaid(state: ContactState, accounts: ReadonlyMap<string, AccountNow>, judge: Judge): ContactState {
  const account = state.account === null ? undefined : accounts.get(state.account)
  if (account === undefined) return state
  const line =
    account.values === null || account.seq === null
      ? state.line
      : { seq: account.seq, at: account.at ?? 0, values: account.values }
  const more = judge.accountPaths.flatMap((path) => {
    const value = valueAt(account.traits, path)
    return value === undefined ? [] : [[path, value] as const]
  })
  if (more.length === 0) return { ...state, line }
  const values = { ...line?.values, ...Object.fromEntries(more) }
  return { ...state, line: { seq: line?.seq ?? 0, at: line?.at ?? 0, values } }
}
