import type { Tx } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import { readsPeople } from '../domain/lifecycle/program.ts'
import { joinMoves, type Moves, type TwoWalks } from '../domain/what-if/moves.ts'
import type { Candidate } from './candidate.ts'
import { type HistoryOptions, historyParts } from './history-parts.ts'
import type { Ripen } from './ripen.ts'

interface Walked {
  readonly walks: TwoWalks
  readonly engine: 'walk' | 'snapshot'
  /** Milliseconds of CPU that other threads took. */
  readonly cpu: number
}

/** Walks everybody's history under the lifecycle in force and under a candidate, as the transaction of `client` sees it. */
export type WhatIfEngine = (
  ripen: Ripen,
  client: Tx,
  candidate: Candidate,
  options: HistoryOptions & { readonly until: Time },
) => Promise<Walked>

/** The walk of facts as objects, from PostgreSQL, in threads: slower than columns, and the one that is always right. */
export const objectEngine: WhatIfEngine = async (ripen, client, candidate, { until, ...options }) => {
  const sources = [candidate.currentSource, candidate.candidateSource]
  const undivided = restsOnColleagues(candidate)
  const { parts, cpu } = await historyParts(ripen, client, { do: 'walk', sources, until }, { ...options, undivided })
  const ids = Buffer.concat(parts.map((part) => part.ids))
  const join = (program: number) => joinMoves(parts.map(({ walks }) => walks[program] as Moves))
  return {
    walks: { contacts: ids.length / 16, idAt: (index) => idOf(ids, index), current: join(0), candidate: join(1) },
    engine: 'walk',
    cpu,
  }
}

/** Whether either lifecycle rests on several people of one account: then its people are walked together, which columns cannot do. */
export function restsOnColleagues({ current, candidate }: Candidate): boolean {
  return readsPeople(current) || readsPeople(candidate)
}

function idOf(ids: Buffer, index: number): string {
  const hex = ids.toString('hex', index * 16, index * 16 + 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
