import { foldAccounts } from './fold-accounts.ts'
import type { Ripen } from './ripen.ts'

/** Brings accounts up to date after a command wrote to them; where Ripen runs, its workers do the same meanwhile. */
export async function settleHistories(ripen: Ripen): Promise<void> {
  while ((await foldAccounts(ripen, ripen.now())) > 0);
}
