import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Tx } from '../db/transaction.ts'
import { joinPeople, type PeopleMoves } from '../domain/columnar/join-people.ts'
import { covers, joinReads, type Reads, readsOf } from '../domain/columnar/reads.ts'
import { contactsOf, idAt, type Snapshot, SnapshotBuilder } from '../domain/columnar/snapshot.ts'
import type { KeptWalk } from '../domain/columnar/walk-candidate.ts'
import { DAY } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import { joinMoves, type Moves } from '../domain/what-if/moves.ts'
import { readLineNumbers, readPeople } from '../features/what-if/read-people.ts'
import { addPeople, buildSnapshot, type KeptSnapshot } from './build-snapshot.ts'
import type { Candidate, ProgramSource } from './candidate.ts'
import type { ColumnsDone, ColumnsTask } from './columns-worker.ts'
import { type ChangedHistories, extendKept } from './extend-kept.ts'
import { findChanged } from './find-changed.ts'
import type { HistoryOptions } from './history-parts.ts'
import type { Ripen } from './ripen.ts'
import type { WhatIfEngine } from './what-if-walks.ts'

/** Where a snapshot lies between two questions. */
export interface SnapshotKeeper {
  /** @param client sees the database as the question does */
  load(client: Tx): Promise<KeptSnapshot | null>
  /** Keeps it for this process. */
  hold(kept: KeptSnapshot): Promise<void>
  /** Keeps it for later processes too. @param readAt when it was read from the database */
  store(kept: KeptSnapshot, readAt: Time): Promise<void>
}

/** Of whom more is new than this share, all are read anew. */
const MOST_CHANGED = 0.1
const FEW_CHANGED = 2000
/** When the histories of so many were read again, they are kept as they are now. */
const WORTH_KEEPING = 0.005
const MANY = 500
/** Those whom time moved since an earlier walk are walked again each time; after so long the newer walk is kept. */
const WALK_KEPT = DAY

export interface SnapshotEngineOptions {
  /** Of whom more is new, histories are kept as they are now (default: half a per cent, and at least 500). */
  readonly worthKeeping?: number
}

/**
 * The walk over columns, in threads. Histories are read once and kept; of whom something is new since then is read again each time, so that the
 * answer is that of the moment.
 */
export function snapshotEngine(keeper: SnapshotKeeper, limits: SnapshotEngineOptions = {}): WhatIfEngine {
  return async (_ripen: Ripen, client: Tx, candidate: Candidate, { until, ...options }) => {
    const reads = readsOf([candidate.current, candidate.candidate])
    const { kept, skip, changed, isNew } = await present(client, keeper, reads)
    const { snapshot } = kept
    const sources = [candidate.currentSource, candidate.candidateSource]
    const { version } = candidate.currentSource
    const before = kept.walked?.version === version ? kept.walked.walk : null
    const base = await walkInThreads(snapshot, { sources, until, skip, before }, options)
    const { orphans, wakes } = base
    kept.walked = { version, walk: { until, from: 0, moves: base.walks[0] as Moves, orphans, wakes } }
    const none = { skip: new Uint8Array(contactsOf(changed.snapshot)), before: null }
    const newer = await walkInThreads(changed.snapshot, { sources, until, ...none }, { ...options, threads: 1 })
    const people = sources.map((_, program): PeopleMoves => {
      const moves = base.walks[program] as Moves
      const other = { ids: changed.snapshot.ids, moves: newer.walks[program] as Moves }
      return joinPeople({ snapshot, moves, skip }, other)
    })
    const [current, other] = people as [PeopleMoves, PeopleMoves]
    const many = limits.worthKeeping ?? Math.max(MANY, WORTH_KEEPING * contactsOf(snapshot))
    if (contactsOf(changed.snapshot) > many) {
      const walk = { version, until, moves: current.moves, orphans: newer.orphans, wakes: newer.wakes }
      const extended = extendKept(kept, skip, changed, walk)
      await keeper.hold(extended)
      await keeper.store(extended, until)
    } else if (isNew || before === null || until - before.until > WALK_KEPT) await keeper.store(kept, until)
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
  readonly changed: ChangedHistories
  /** Just gathered. */
  readonly isNew: boolean
}

/** The kept snapshot with what is new since then; another one where it does not hold what is read, or too much is new. */
async function present(client: Tx, keeper: SnapshotKeeper, reads: Reads): Promise<Present> {
  const kept = await keeper.load(client)
  if (kept === null) return made(client, keeper, reads)
  if (!covers(kept.snapshot.reads, reads)) return made(client, keeper, joinReads(kept.snapshot.reads, reads))
  const lines = await readLineNumbers(client)
  const { skip, people, erased } = findChanged(kept, await readPeople(client), lines)
  const most = Math.max(FEW_CHANGED, MOST_CHANGED * contactsOf(kept.snapshot))
  // What an erased person did stays nowhere.
  if (erased || people.length > most) return made(client, keeper, kept.snapshot.reads)
  const builder = new SnapshotBuilder(kept.snapshot.reads)
  await addPeople(client, builder, people)
  const changed = {
    snapshot: builder.finish(),
    seqs: Uint32Array.from(people, ({ seq }) => seq),
    marks: Uint8Array.from(people, ({ marks }) => marks),
    lines,
  }
  return { kept, skip, changed, isNew: false }
}

async function made(client: Tx, keeper: SnapshotKeeper, reads: Reads): Promise<Present> {
  const kept = await buildSnapshot(client, reads)
  await keeper.hold(kept)
  const changed = {
    snapshot: new SnapshotBuilder(kept.snapshot.reads).finish(),
    seqs: new Uint32Array(0),
    marks: new Uint8Array(0),
    lines: kept.lines,
  }
  return { kept, skip: new Uint8Array(contactsOf(kept.snapshot)), changed, isNew: true }
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

const NOBODY = { orphans: new Uint16Array(0), wakes: new Float64Array(0), cpu: 0 }

async function walkInThreads(
  snapshot: Snapshot,
  walks: Walks,
  { signal, threads }: Pick<HistoryOptions, 'signal' | 'threads'>,
): Promise<ColumnsDone> {
  const contacts = contactsOf(snapshot)
  // Nothing is often new, and a thread takes longer to start than to walk a few.
  if (contacts === 0) return { walks: walks.sources.map(() => joinMoves([])), ...NOBODY }
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
