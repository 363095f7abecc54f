// A thread of its own that walks a range of a snapshot's contacts (snapshot-engine.ts starts it).
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Snapshot } from '../domain/columnar/snapshot.ts'
import { walkCandidate, walkPublished } from '../domain/columnar/walk-candidate.ts'
import type { Time } from '../domain/facts.ts'
import type { Moves } from '../domain/what-if/moves.ts'
import { compileSource, type ProgramSource } from './candidate.ts'

export interface ColumnsTask {
  readonly snapshot: Snapshot
  readonly sources: readonly ProgramSource[]
  readonly until: Time
  readonly from: number
  readonly to: number
  readonly skip: Uint8Array
}

export interface ColumnsDone {
  readonly walks: readonly Moves[]
  /** Milliseconds. */
  readonly cpu: number
}

const { snapshot, sources, ...range } = workerData as ColumnsTask
const [first, ...others] = sources.map(compileSource)
const kept = first === undefined ? null : walkPublished(first, snapshot, range)
const walks = kept === null ? [] : [kept.moves, ...others.map((other) => walkCandidate(other, kept, snapshot, range))]
const { user, system } = process.threadCpuUsage()
const done: ColumnsDone = { walks, cpu: (user + system) / 1000 }
;(parentPort as MessagePort).postMessage(done)
