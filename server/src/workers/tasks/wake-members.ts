import type { Jobs } from '../../db/jobs.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { wakeMembersOfAccount } from '../../flows/wake-members.ts'

export function wakeMembersTask(ripen: Ripen): (payload: unknown) => Promise<void> {
  return (payload) => wakeMembersOfAccount(ripen, payload as Jobs['wake_members'])
}
