import { foldAccounts } from './fold-accounts.ts'
import type { Ripen } from './ripen.ts'
import { wakeContacts } from './wake-contacts.ts'

/**
 * After a command wrote histories: folds the accounts and lets time pass for the people, up to now. Where Ripen runs, its workers do the same
 * meanwhile.
 */
export async function settleHistories(ripen: Ripen): Promise<void> {
  while ((await foldAccounts(ripen, ripen.now())) > 0);
  while ((await wakeContacts(ripen, ripen.now())) > 0);
}
