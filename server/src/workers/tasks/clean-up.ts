import { cleanUp } from '../../flows/clean-up.ts'
import type { Ripen } from '../../flows/ripen.ts'

/** Every hour: what is kept for a time only goes when it is over. */
export function cleanUpTask(ripen: Ripen, dataDir: string): () => Promise<void> {
  return () => cleanUp(ripen, dataDir)
}
