import { addJob, type Jobs } from '../db/jobs.ts'
import { transaction } from '../db/transaction.ts'
import { wakeMembers } from '../features/contacts/wake-members.ts'
import type { Ripen } from './ripen.ts'

/** People woken at once. */
const PAGE = 1000

/** Asks for one page of an account's people to be decided again, and for the next page by a job of its own, so that other work comes between. */
export async function wakeMembersOfAccount(ripen: Ripen, { account, after }: Jobs['wake_members']): Promise<void> {
  await transaction(ripen.db, async (client) => {
    const last = await wakeMembers(client, { account, after, limit: PAGE }, ripen.now())
    if (last !== null) await addJob(client, 'wake_members', { account, after: last })
  })
}
