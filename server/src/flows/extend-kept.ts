import { joinSnapshots, joinValues, originsOf } from '../domain/columnar/extend-snapshot.ts'
import type { Snapshot } from '../domain/columnar/snapshot.ts'
import type { KeptWalk } from '../domain/columnar/walk-candidate.ts'
import type { KeptSnapshot } from './build-snapshot.ts'

/** Histories that were read again since a snapshot was made. */
export interface ChangedHistories {
  readonly snapshot: Snapshot
  /** Events recorded of each contact, by its place. */
  readonly seqs: Uint32Array
  /** Of each contact, as in `People`. */
  readonly marks: Uint8Array
  /** The number of the newest line of each account. */
  readonly lines: ReadonlyMap<string, number>
}

/**
 * Puts histories that were read again in the place of those that are kept, as if all had been gathered anew.
 * @param walk the walk of everybody under the version in force; orphans and wakes of the changed only
 */
export function extendKept(
  kept: KeptSnapshot,
  skip: Uint8Array,
  changed: ChangedHistories,
  { version, until, moves, orphans, wakes }: Omit<KeptWalk, 'from'> & { readonly version: number },
): KeptSnapshot {
  const origins = originsOf(kept.snapshot, skip, changed.snapshot)
  const contacts = origins.length
  const before = kept.walked?.walk
  return {
    snapshot: joinSnapshots(kept.snapshot, changed.snapshot, origins),
    seqs: joinValues(kept.seqs, changed.seqs, origins, new Uint32Array(contacts)),
    marks: joinValues(kept.marks, changed.marks, origins, new Uint8Array(contacts)),
    lines: changed.lines,
    walked:
      before === undefined
        ? null
        : {
            version,
            walk: {
              until,
              from: 0,
              moves,
              orphans: joinValues(before.orphans, orphans, origins, new Uint16Array(contacts)),
              wakes: joinValues(before.wakes, wakes, origins, new Float64Array(contacts)),
            },
          },
  }
}
