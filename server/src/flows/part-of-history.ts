import { setImmediate as letOthers } from 'node:timers/promises'
import type { Tx } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import { EVERYTHING, knownHistory, type Library } from '../domain/history.ts'
import type { Effective } from '../domain/lifecycle/advance.ts'
import { needsHistory } from '../domain/lifecycle/advance.ts'
import { decodeState } from '../domain/lifecycle/encode.ts'
import { type Program, readsPeople } from '../domain/lifecycle/program.ts'
import { type Moves, MovesBuilder, stageCodes } from '../domain/what-if/moves.ts'
import {
  addStays,
  type ContactPlan,
  gatherMoves,
  NO_STAYS,
  type PlannedGroup,
  type PlannedMove,
  planContact,
  type StayCounts,
} from '../domain/what-if/plan-contact.ts'
import { walkPeople } from '../domain/what-if/walk-occurred.ts'
import type { ContactRow } from '../features/contacts/lock-contacts.ts'
import { pageForPlan } from '../features/contacts/page-contacts.ts'
import { type IdRange, pagePeople } from '../features/contacts/page-people.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
import type { Programs } from '../features/lifecycle/programs.ts'
import { compileSource, type ProgramSource } from './candidate.ts'
import { type ForeseenLines, foreseeAnswers } from './foresee-answers.ts'
import { walkFamilies } from './walk-families.ts'

/** What is to be done with everybody's history. */
export type HistoryTask =
  /** Walk it whole under each program. */
  | { readonly do: 'walk'; readonly sources: readonly ProgramSource[]; readonly until: Time }
  /** Walk on from the present as if a candidate were published at a moment. */
  | {
      readonly do: 'plan'
      readonly head: number
      readonly source: ProgramSource
      readonly from: Time
      readonly restates: boolean
    }

interface PlanPart {
  readonly contacts: number
  /** People who move in any track. */
  readonly moving: number
  readonly groups: readonly PlannedGroup[]
  readonly stays: StayCounts
}

const NO_PLAN: PlanPart = { contacts: 0, moving: 0, groups: [], stays: NO_STAYS }

/** The outcome for one range of contacts. */
export interface HistoryPart {
  /** Ids of the people walked, 16 bytes each, ascending. */
  readonly ids: Uint8Array
  /** One for each source of a walk. */
  readonly walks: readonly Moves[]
  readonly plan: PlanPart
}

export interface PartOptions {
  readonly range: IdRange
  readonly programs: Programs
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (contacts: number) => void
}

/** Contacts read at once. */
const PAGE = 200

/** Carries a task out for one range of contacts, page by page, so that memory does not grow with the history. */
export function partOfHistory(client: Tx, task: HistoryTask, options: PartOptions): Promise<HistoryPart> {
  return task.do === 'walk' ? walkPart(client, task, options) : planPart(client, task, options)
}

async function walkPart(
  client: Tx,
  { sources, until }: Extract<HistoryTask, { do: 'walk' }>,
  options: PartOptions,
): Promise<HistoryPart> {
  const programs = sources.map(compileSource)
  if (programs.some(readsPeople)) return walkFamilyPart(client, programs, until, options)
  const builders = programs.map((program) => new MovesBuilder(stageCodes(program)))
  const ids: Uint8Array[] = []
  for (let after = options.range.after; ; ) {
    const people = await pagePeople(client, { ...options.range, after }, PAGE)
    const last = people.at(-1)
    if (last === undefined) break
    const library = await readLibrary(
      client,
      people.map(({ id }) => id),
    )
    for (const [index, program] of programs.entries())
      walkPeople(program, library, people, { until, builder: builders[index] as MovesBuilder })
    for (const { id } of people) ids.push(Buffer.from(id.replaceAll('-', ''), 'hex'))
    after = last.id
    await pause(options, people.length)
  }
  return {
    ids: Buffer.concat(ids),
    walks: builders.map((builder) => builder.finish()),
    plan: NO_PLAN,
  }
}

async function walkFamilyPart(
  client: Tx,
  programs: readonly Program[],
  until: Time,
  options: PartOptions,
): Promise<HistoryPart> {
  const { ids, walks } = await walkFamilies(client, programs, {
    range: options.range,
    until,
    pause: (done) => pause(options, done),
  })
  return {
    ids: Buffer.from(ids.join('').replaceAll('-', ''), 'hex'),
    walks,
    plan: NO_PLAN,
  }
}

async function planPart(
  client: Tx,
  { head, source, from, restates }: Extract<HistoryTask, { do: 'plan' }>,
  options: PartOptions,
): Promise<HistoryPart> {
  const candidate: Effective = { program: compileSource(source), from, restates }
  const foreseen = asksAnew(candidate.program, await options.programs.get(client, head))
    ? await foreseeAnswers(client, candidate.program, {
        range: { after: null, upTo: null },
        now: from,
        pause: (done) => pause(options, done),
      })
    : null
  let groups: readonly PlannedGroup[] = []
  let [contacts, moving] = [0, 0]
  let stays = NO_STAYS
  for (let after = options.range.after; ; ) {
    const rows = await pageForPlan(client, { ...options.range, after }, PAGE)
    const last = rows.at(-1)
    if (last === undefined) break
    const planned = await planPage(client, rows, { head, candidate, programs: options.programs, foreseen })
    groups = gatherMoves([...groups, ...planned.flatMap(({ moves }) => moves).map(groupOf)])
    moving += planned.filter(({ moves }) => moves.length > 0).length
    stays = planned.reduce(addStays, stays)
    contacts += rows.length
    after = last.id
    await pause(options, rows.length)
  }
  return { ids: new Uint8Array(), walks: [], plan: { contacts, moving, groups, stays } }
}

async function planPage(
  client: Tx,
  rows: readonly ContactRow[],
  given: {
    readonly head: number
    readonly candidate: Effective
    readonly programs: Programs
    readonly foreseen: ForeseenLines | null
  },
): Promise<readonly ContactPlan[]> {
  const prepared = []
  for (const row of rows) {
    if (row.state === '') continue
    const program = await given.programs.get(client, row.version)
    const versions: Effective[] = []
    for (let version = row.version + 1; version <= given.head; version++)
      versions.push(await given.programs.published(client, version))
    versions.push(given.candidate)
    const { id, nth, floor, wakeAt, lines } = row
    const contact = { id, state: decodeState(program, id, row.state), program, nth, floor, wakeAt, lines }
    const unread =
      row.lineSeq > (row.lines[row.accountId ?? ''] ?? 0) || given.foreseen?.has(row.accountId ?? '') === true
    const anew = needsHistory({ contact, facts: [], versions, anew: unread })
    prepared.push({ contact, versions, anew })
  }
  const asked = prepared.filter(({ anew }) => anew).map(({ contact }) => contact.id)
  const stored = await readLibrary(client, asked)
  const library = { ...stored, lines: withForeseen(stored.lines, given.foreseen) }
  return prepared.map((one) =>
    planContact({ ...one, history: () => knownHistory(library, one.contact.id, EVERYTHING) }),
  )
}

/** Whether a program asks accounts of their people what the one in force does not: the answers are not there yet. */
function asksAnew({ people }: Program, { accountPaths }: Program): boolean {
  return people.some(({ path }) => !accountPaths.includes(path))
}

function withForeseen(lines: Library['lines'], foreseen: ForeseenLines | null): Library['lines'] {
  if (foreseen === null) return lines
  const accounts = [...lines.keys(), ...foreseen.keys()]
  return new Map(
    accounts.map((account) => [account, [...(lines.get(account) ?? []), ...(foreseen.get(account) ?? [])]]),
  )
}

function groupOf({ track, from, to, first }: PlannedMove): PlannedGroup {
  return { track, from, to, count: 1, examples: [first] }
}

/** Lets others have the thread between two pages, and ends where nobody waits any more. */
async function pause({ signal, onProgress }: PartOptions, done: number): Promise<void> {
  onProgress?.(done)
  await letOthers()
  signal?.throwIfAborted()
}
