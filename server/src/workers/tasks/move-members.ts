import type { Jobs } from '../../db/jobs.ts'
import { moveMembers } from '../../flows/merge-accounts.ts'
import type { Ripen } from '../../flows/ripen.ts'

export function moveMembersTask(ripen: Ripen): (payload: unknown) => Promise<void> {
  return (payload) => moveMembers(ripen, payload as Jobs['move_members'])
}
