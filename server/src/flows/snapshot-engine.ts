import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Tx } from '../db/transaction.ts'
import { joinPeople, type PeopleMoves } from '../domain/columnar/join-people.ts'
import { covers, joinReads, type Reads, readsOf } from '../domain/columnar/reads.ts'
import { contactsOf, idAt, type Snapshot, SnapshotBuilder } from '../domain/columnar/snapshot.ts'
import type { KeptWalk } from '../domain/columnar/walk-candidate.ts'
import type { Time } from '../domain/facts.ts'
import { joinMoves, type Moves } from '../domain/what-if/moves.ts'
import { readLineNumbers, readPeople } from '../features/what-if/read-people.ts'
import { addPeople, buildSnapshot, type KeptSnapshot } from './build-snapshot.ts'
import type { Candidate, ProgramSource } from './candidate.ts'
import type { ColumnsDone, ColumnsTask } from './columns-worker.ts'
import { findChanged } from './find-changed.ts'
import type { HistoryOptions } from './history-parts.ts'
import type { Ripen } from './ripen.ts'
import type { WhatIfEngine } from './what-if-walks.ts'

/** Where a snapshot lies between two questions. */
export interface SnapshotKeeper {
  load(): Promise<KeptSnapshot | null>
  save(kept: KeptSnapshot): Promise<void>
}

/** Of whom more is new than this share, all are read anew. */
const MOST_CHANGED = 0.1
const FEW_CHANGED = 2000

/**
 * The walk over columns, in threads. Histories are read once and kept; of whom something is new since then is read again each time, so that the
 * answer is that of the moment.
 */
export function snapshotEngine(keeper: SnapshotKeeper): WhatIfEngine {
  return async (_ripen: Ripen, client: Tx, candidate: Candidate, { until, ...options }) => {
    const reads = readsOf([candidate.current, candidate.candidate])
    const { kept, skip, changed } = await present(client, keeper, reads)
    const sources = [candidate.currentSource, candidate.candidateSource]
    const { version } = candidate.currentSource
    const before = kept.walked?.version === version ? kept.walked.walk : null
    const base = await walkInThreads(kept.snapshot, { sources, until, skip, before }, options)
    const { orphans, wakes } = base
    kept.walked = { version, walk: { until, from: 0, moves: base.walks[0] as Moves, orphans, wakes } }
    const none = { skip: new Uint8Array(contactsOf(changed)), before: null }
    const newer = await walkInThreads(changed, { sources, until, ...none }, { ...options, threads: 1 })
    const people = sources.map((_, program): PeopleMoves => {
      const moves = base.walks[program] as Moves
      const other = { ids: changed.ids, moves: newer.walks[program] as Moves }
      return joinPeople({ snapshot: kept.snapshot, moves, skip }, other)
    })
    const [current, other] = people as [PeopleMoves, PeopleMoves]
    return {
      walks: {
        contacts: current.ids.length / 16,
        idAt: (index) => idAt(current, index),
        current: current.moves,
        candidate: other.moves,
      },
      engine: 'snapshot',
      cpu: base.cpu + newer.cpu,
    }
  }
}

interface Present {
  readonly kept: KeptSnapshot
  /** By place of a contact: 1 where it is in `changed`, or is nobody any more. */
  readonly skip: Uint8Array
  readonly changed: Snapshot
}

/** The kept snapshot with what is new since then; another one where it does not hold what is read, or too much is new. */
async function present(client: Tx, keeper: SnapshotKeeper, reads: Reads): Promise<Present> {
  const kept = await keeper.load()
  if (kept === null) return made(client, keeper, reads)
  if (!covers(kept.snapshot.reads, reads)) return made(client, keeper, joinReads(kept.snapshot.reads, reads))
  const { skip, people, erased } = findChanged(kept, await readPeople(client), await readLineNumbers(client))
  const most = Math.max(FEW_CHANGED, MOST_CHANGED * contactsOf(kept.snapshot))
  // What an erased person did stays nowhere.
  if (erased || people.length > most) return made(client, keeper, kept.snapshot.reads)
  const builder = new SnapshotBuilder(kept.snapshot.reads)
  await addPeople(client, builder, people)
  return { kept, skip, changed: builder.finish() }
}

async function made(client: Tx, keeper: SnapshotKeeper, reads: Reads): Promise<Present> {
  const kept = await buildSnapshot(client, reads)
  await keeper.save(kept)
  return {
    kept,
    skip: new Uint8Array(contactsOf(kept.snapshot)),
    changed: new SnapshotBuilder(kept.snapshot.reads).finish(),
  }
}

interface Walks {
  readonly sources: readonly ProgramSource[]
  readonly until: Time
  readonly skip: Uint8Array
  readonly before: KeptWalk | null
}

const MOST_THREADS = 8
/** Fewer contacts are walked before a second thread has even started. */
const WORTH_A_THREAD = 100_000

async function walkInThreads(
  snapshot: Snapshot,
  walks: Walks,
  { signal, threads }: Pick<HistoryOptions, 'signal' | 'threads'>,
): Promise<ColumnsDone> {
  const contacts = contactsOf(snapshot)
  const wanted = threads ?? Math.min(availableParallelism(), MOST_THREADS, 1 + Math.floor(contacts / WORTH_A_THREAD))
  const parts = Array.from({ length: Math.max(1, wanted) }, (_, part): ColumnsTask => {
    const [from, to] = [part, part + 1].map((edge) => Math.floor((contacts * edge) / Math.max(1, wanted)))
    return { ...walks, snapshot, from: from ?? 0, to: to ?? contacts }
  })
  const done = await Promise.all(parts.map((part) => inThread(part, signal)))
  return {
    walks: walks.sources.map((_, program) => joinMoves(done.map((part) => part.walks[program] as Moves))),
    orphans: joined(
      done.map((part) => part.orphans),
      new Uint16Array(contacts),
    ),
    wakes: joined(
      done.map((part) => part.wakes),
      new Float64Array(contacts),
    ),
    cpu: done.reduce((sum, { cpu }) => sum + cpu, 0),
  }
}

function joined<T extends Uint16Array | Float64Array>(parts: readonly T[], into: T): T {
  let place = 0
  for (const part of parts) {
    into.set(part, place)
    place += part.length
  }
  return into
}

function inThread(workerData: ColumnsTask, signal: AbortSignal | undefined): Promise<ColumnsDone> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./columns-worker.ts', import.meta.url), { workerData, name: 'columns' })
    const end = () => {
      void worker.terminate()
      reject(signal?.reason)
    }
    if (signal?.aborted === true) end()
    signal?.addEventListener('abort', end, { once: true })
    worker.on('message', resolve)
    worker.on('error', reject)
    worker.on('exit', () => {
      signal?.removeEventListener('abort', end)
      reject(new Error('A thread that walks a snapshot ended early.'))
    })
  })
}
