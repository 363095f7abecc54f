import { transaction } from '../db/transaction.ts'
import { takeLifecycle } from '../features/lifecycle/versions.ts'
import { recountStages } from '../features/rollups/stage-counts.ts'
import { countEverybody } from './count-reports.ts'
import type { Ripen } from './ripen.ts'

/** Counts the stages and the cells of the reports anew from all contacts. What was kept by every write before is the same. */
export async function rebuildRollups(ripen: Ripen, onProgress?: (done: number, total: number) => void): Promise<void> {
  await transaction(
    ripen.db,
    async (client) => {
      // While nobody writes: positions and counts change in the same transactions.
      await takeLifecycle(client)
      await recountStages(client)
    },
    { unlimited: true },
  )
  await countEverybody(ripen, onProgress)
}
