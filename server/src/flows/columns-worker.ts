// A thread of its own that walks a range of a snapshot's contacts (snapshot-engine.ts starts it).
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Snapshot } from '../domain/columnar/snapshot.ts'
import { type KeptWalk, walkCandidate, walkPublished } from '../domain/columnar/walk-candidate.ts'
import type { Time } from '../domain/facts.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import type { Moves } from '../domain/what-if/moves.ts'
import { compileSource, type ProgramSource } from './candidate.ts'

export interface ColumnsTask {
  readonly snapshot: Snapshot
  readonly sources: readonly ProgramSource[]
  readonly until: Time
  readonly from: number
  readonly to: number
  readonly skip: Uint8Array
  /** An earlier walk of the first source. */
  readonly before: KeptWalk | null
}

export interface ColumnsDone {
  readonly walks: readonly Moves[]
  /** Of the first source, to be kept: of the contacts of the range. */
  readonly orphans: Uint16Array
  readonly wakes: Float64Array
  /** Milliseconds. */
  readonly cpu: number
}

const { snapshot, sources, before, ...range } = workerData as ColumnsTask
const [program, ...candidates] = sources.map(compileSource) as [Program, ...Program[]]
const kept = walkPublished(program, snapshot, range, before)
const walks = [
  kept.moves,
  ...candidates.map((candidate) => walkCandidate(candidate, { program, kept }, snapshot, range)),
]
const { user, system } = process.threadCpuUsage()
const done: ColumnsDone = {
  walks,
  orphans: kept.orphans.slice(range.from, range.to),
  wakes: kept.wakes.slice(range.from, range.to),
  cpu: (user + system) / 1000,
}
;(parentPort as MessagePort).postMessage(done)
