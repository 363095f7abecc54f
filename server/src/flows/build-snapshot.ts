import type { Tx } from '../db/transaction.ts'
import type { Reads } from '../domain/columnar/reads.ts'
import { type Snapshot, SnapshotBuilder } from '../domain/columnar/snapshot.ts'
import type { KeptWalk } from '../domain/columnar/walk-candidate.ts'
import { EVERYTHING, knownHistory } from '../domain/history.ts'
import { moveCause } from '../domain/what-if/moves.ts'
import { occurredFacts } from '../domain/what-if/walk-occurred.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
import { readAllLines, readLineNumbers, readPeople } from '../features/what-if/read-people.ts'
import { streamEvents } from '../features/what-if/stream-events.ts'
import { Gathering, type PersonApart } from './gather-histories.ts'

/** A snapshot with what tells later which of its contacts something is new of. */
export interface KeptSnapshot {
  readonly snapshot: Snapshot
  /** Events recorded of each contact, by its place. */
  readonly seqs: Uint32Array
  /** Of each contact, as in `People`. */
  readonly marks: Uint8Array
  /** The number of the newest line of each account. */
  readonly lines: ReadonlyMap<string, number>
  /** The last walk of the version in force, by that version. */
  walked: { readonly version: number; readonly walk: KeptWalk } | null
}

/** Events that are put in order at a time: 32 bytes each. */
const MOST_AT_ONCE = 2 ** 24

/**
 * Reads everybody's history into columns. `client` is within a transaction that sees everything as at one moment.
 * @param mostAtOnce events that are put in order at a time (default: 16 million, half a gigabyte)
 */
export async function buildSnapshot(client: Tx, reads: Reads, mostAtOnce = MOST_AT_ONCE): Promise<KeptSnapshot> {
  const people = await readPeople(client)
  const builder = new SnapshotBuilder(reads)
  const lines = await readAllLines(client)
  const stream = await streamEvents(client, reads)
  const gathering = new Gathering({ builder, reads, stream, lines, people })
  const { seqs } = people
  for (let first = 0, end = 0; end < seqs.length; first = end) {
    let count = 0
    while (end < seqs.length && (end === first || count + (seqs[end] as number) <= mostAtOnce))
      count += seqs[end++] as number
    await gathering.gather(first, end)
  }
  await addPeople(client, builder, gathering.apart)
  const snapshot = builder.finish()
  return { snapshot, seqs, marks: people.marks, lines: await readLineNumbers(client), walked: null }
}

const PAGE = 500

/** People whose histories the rules of merges, voids and erasure apply to, or who are few: read as the object walk reads them. */
export async function addPeople(client: Tx, builder: SnapshotBuilder, people: readonly PersonApart[]): Promise<void> {
  for (let from = 0; from < people.length; from += PAGE) {
    const page = people.slice(from, from + PAGE)
    const library = await readLibrary(
      client,
      page.map(({ id }) => id),
    )
    for (const { id, sealed } of page)
      if (sealed)
        builder.addFixed(
          id,
          knownHistory(library, id, EVERYTHING).ledger.map((move) => ({
            to: move.to,
            at: move.at,
            cause: moveCause(move),
          })),
        )
      else builder.addHistory(id, occurredFacts(library, id, {}))
  }
}
