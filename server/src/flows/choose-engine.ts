import { newId } from '../db/new-id.ts'
import type { Tx } from '../db/transaction.ts'
import { estimateEvents } from '../features/what-if/read-people.ts'
import type { KeptSnapshot } from './build-snapshot.ts'
import { loadHistories, storeHistories } from './keep-histories.ts'
import type { Ripen } from './ripen.ts'
import { type SnapshotKeeper, snapshotEngine } from './snapshot-engine.ts'
import { objectEngine, restsOnColleagues, type WhatIfEngine } from './what-if-walks.ts'

/** From about so many events on it is worth to keep them in columns; fewer are walked in the time that reading them takes. */
const WORTH_A_SNAPSHOT = 200_000

/** Snapshots in memory, one for each database, as long as nobody needs the memory more. */
const keepers = new WeakMap<Ripen['db'], SnapshotKeeper>()

/**
 * Walks over columns where there are many events, and over objects where there are few, and where criteria rest on several people of one account:
 * a walk over columns knows one person at a time.
 */
export const chosenEngine: WhatIfEngine = async (ripen, client: Tx, candidate, options) =>
  restsOnColleagues(candidate) || (await estimateEvents(client)) < WORTH_A_SNAPSHOT
    ? objectEngine(ripen, client, candidate, options)
    : snapshotEngine(keeperOf(ripen))(ripen, client, candidate, options)

function keeperOf(ripen: Ripen): SnapshotKeeper {
  const known = keepers.get(ripen.db)
  if (known !== undefined) return known
  const made = keepHistories(ripen)
  keepers.set(ripen.db, made)
  return made
}

/** Keeps a snapshot in memory, and in the data folder for the next process. */
export function keepHistories(ripen: Ripen): SnapshotKeeper {
  const memory = keepInMemory()
  return {
    ...memory,
    async load(client) {
      const found = await memory.load(client)
      if (found !== null) return found
      const stored = await loadHistories(ripen, client)
      if (stored !== null) await memory.hold(stored)
      return stored
    },
    store: (kept, readAt) => storeHistories(ripen, kept, { id: newId(ripen.now()), madeAt: readAt }),
  }
}

/** Keeps a snapshot in memory; where memory runs short it is let go and made anew. */
export function keepInMemory(): SnapshotKeeper {
  let kept: WeakRef<KeptSnapshot> | null = null
  // Held for an hour after its last use, since a threshold is seldom tried only once.
  let held: KeptSnapshot | null = null
  let timer: NodeJS.Timeout | undefined
  const hold = (snapshot: KeptSnapshot) => {
    held = snapshot
    clearTimeout(timer)
    timer = setTimeout(() => {
      held = null
    }, HOLD)
    timer.unref()
  }
  return {
    async load() {
      const found = held ?? kept?.deref() ?? null
      if (found !== null) hold(found)
      return found
    },
    async hold(made) {
      kept = new WeakRef(made)
      hold(made)
    },
    async store() {},
  }
}

const HOLD = 3_600_000
