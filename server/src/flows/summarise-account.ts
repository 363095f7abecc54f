import type { Tx } from '../db/transaction.ts'
import { accountStage, type EngagedPerson } from '../domain/accounts/account-stage.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import type { AccountRow } from '../features/accounts/fold-rows.ts'
import type { AccountSignal } from '../features/accounts/signals.ts'
import { countEngagedRoles, furthestPerson, listStandingDeals, saveSummary } from '../features/accounts/summary.ts'

interface Changed {
  readonly signals: readonly AccountSignal[]
  /** Its deals, or the lifecycle, may be others. */
  readonly anew: boolean
}

/** Brings what lists show of an account to the present: its stage with the reason, how many roles are engaged, how many people it has. */
export async function summariseAccount(
  client: Tx,
  { group }: Program,
  row: AccountRow,
  { signals, anew }: Changed,
): Promise<void> {
  const moved = signals.filter((signal) => signal.moved)
  if (!anew && moved.length === 0) return
  const contacts = [...new Set(moved.map(({ contact }) => contact))]
  const person = anew
    ? await furthestPerson(client, row.id, group, null)
    : await furthestNow(client, group, row, contacts)
  const stage = accountStage(group, person, await listStandingDeals(client, row.id))
  const roles = group.roles.map(({ key }) => key)
  await saveSummary(client, {
    account: row.id,
    stage,
    rolesEngaged: await countEngagedRoles(client, row.id, group, roles),
    people: signals.reduce((sum, { people }) => sum + people, 0),
    movedAt: moved.length === 0 ? null : Math.max(...moved.map(({ at }) => at)),
  })
}

/** Looks only at who changed, unless it was the one that the stage rests on: an account may have very many people with a role. */
async function furthestNow(
  client: Tx,
  group: Program['group'],
  { id, stageReason }: AccountRow,
  contacts: readonly string[],
): Promise<EngagedPerson | null> {
  const holder = stageReason?.by === 'person' ? stageReason.contact : null
  if (holder === null || contacts.includes(holder)) return furthestPerson(client, id, group, null)
  return furthestPerson(client, id, group, [...contacts, holder])
}
