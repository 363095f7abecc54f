import type { WhatIfView } from '../contract/what-if.ts'
import { ONE_SNAPSHOT } from '../db/snapshot.ts'
import { type Tx, transaction } from '../db/transaction.ts'
import type { PlacedFault } from '../domain/lifecycle/placed.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { type Counted, compareWalks } from '../domain/what-if/compare.ts'
import { comparedStage, ladderOf, type StagePair, stagesAfter } from '../domain/what-if/compared-stage.ts'
import { monthEnd, monthStart } from '../domain/what-if/months.ts'
import { comparePeople } from '../domain/what-if/subjects.ts'
import { type Candidate, readCandidate } from './candidate.ts'
import { chosenEngine } from './choose-engine.ts'
import type { HistoryOptions } from './history-parts.ts'
import type { Ripen } from './ripen.ts'
import { viewDifferences, viewNotices } from './view-candidate.ts'
import { laterStages } from './what-if-later.ts'
import { showPeople } from './what-if-people.ts'
import type { WhatIfEngine } from './what-if-walks.ts'

export interface WhatIfRequest extends HistoryOptions {
  readonly document: string
  /** The first month that counts, such as 2026-01 (default: from the beginning). */
  readonly since?: string | undefined
  /** The last month that counts (default: the present one). */
  readonly until?: string | undefined
  readonly stage?: string | undefined
  readonly engine?: WhatIfEngine
}

export type WhatIfOutcome =
  | { readonly outcome: 'compared'; readonly view: WhatIfView }
  | { readonly outcome: 'faults'; readonly faults: readonly PlacedFault[] }
  | { readonly outcome: 'no_lifecycle' }
  | { readonly outcome: 'no_stage'; readonly asked: string | null; readonly stages: readonly string[] }

/** The lifecycle in force against a candidate: two walks over everybody's whole history, from the beginning to the present. */
export async function whatIf(ripen: Ripen, request: WhatIfRequest): Promise<WhatIfOutcome> {
  const before = process.threadCpuUsage()
  return transaction(
    ripen.db,
    async (client) => {
      const read = await readCandidate(ripen, client, request.document)
      if (read.outcome !== 'read') return read
      const { candidate } = read
      const stage = comparedStage(candidate.current, candidate.candidate, request.stage)
      if (stage === null)
        return {
          outcome: 'no_stage',
          asked: request.stage ?? null,
          stages: candidate.current.document.stages.map(({ key }) => key),
        }
      const { view, threads } = await compare(ripen, client, { candidate, stage, request })
      const { user, system } = process.threadCpuUsage(before)
      return { outcome: 'compared', view: { ...view, cpu_ms: Math.round((user + system) / 1000 + threads) } }
    },
    ONE_SNAPSHOT,
  )
}

interface Comparing {
  readonly candidate: Candidate
  readonly stage: StagePair
  readonly request: WhatIfRequest
}

async function compare(
  ripen: Ripen,
  client: Tx,
  { candidate, stage, request }: Comparing,
): Promise<{ readonly view: Omit<WhatIfView, 'cpu_ms'>; readonly threads: number }> {
  const { current, candidate: program } = candidate
  const until = ripen.now()
  const period = {
    since: request.since === undefined ? Number.NEGATIVE_INFINITY : monthStart(current.zone, request.since),
    before: request.until === undefined ? Number.POSITIVE_INFINITY : monthEnd(current.zone, request.until),
  }
  const { signal, onProgress, threads, engine = chosenEngine } = request
  const walked = await engine(ripen, client, candidate, { until, signal, onProgress, threads })
  const { walks } = walked
  const compared = compareWalks(walks, { stage, period, current: ladderOf(current), candidate: ladderOf(program) })
  const look = (indexes: Uint32Array) => comparePeople(walks, indexes, { ...stage, period, until })
  const people = { kept: look(compared.kept), dropped: look(compared.dropped), added: look(compared.added) }
  const names = new Map(namesOf(current))
  const later = await laterStages(client, people, {
    walks,
    stages: stagesAfter(current, stage.current).map((key) => ({ key, name: names.get(key) ?? key })),
    migrations: current.migrations,
    seed: candidate.head.version,
  })
  signal?.throwIfAborted()
  return {
    threads: walked.cpu,
    view: {
      version: candidate.head.version,
      stage: stage.current,
      since: request.since ?? null,
      until: request.until ?? null,
      contacts: walks.contacts,
      current: byMonth(compared.current),
      candidate: byMonth(compared.candidate),
      stages: stagesOf(current, program, compared),
      kept: people.kept.length,
      dropped: people.dropped.length,
      added: people.added.length,
      later: [...later],
      people: await showPeople(client, people, { walks, candidate, stage }),
      orphaned: walks.candidate.orphaned,
      orphanedNow: walks.current.orphaned,
      differences: viewDifferences(current.document, program.document),
      notices: viewNotices(candidate.notices),
      engine: walked.engine,
    },
  }
}

function byMonth({ months }: Counted): WhatIfView['current'] {
  return Object.fromEntries(
    [...months].map(([stage, counts]) => [stage, Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))]),
  )
}

function namesOf({ document }: Program): readonly (readonly [string, string])[] {
  return [...document.stages, ...(document.detours ?? [])].map(({ key, name }) => [key, name ?? key])
}

const NONE = { entered: 0, reached: 0 }

/** Entered and reached by stage under both, in the candidate's order; stages that it takes away come last. */
function stagesOf(
  current: Program,
  candidate: Program,
  counted: { readonly current: Counted; readonly candidate: Counted },
): WhatIfView['stages'] {
  const names = new Map([...namesOf(current), ...namesOf(candidate)])
  const detours = new Set(
    [current, candidate].flatMap(({ document }) => (document.detours ?? []).map(({ key }) => key)),
  )
  return [...new Set([...counted.candidate.stages.keys(), ...counted.current.stages.keys()])].map((stage) => ({
    stage,
    name: names.get(stage) ?? stage,
    detour: detours.has(stage),
    current: counted.current.stages.get(stage) ?? NONE,
    candidate: counted.candidate.stages.get(stage) ?? NONE,
  }))
}
