import type { SeenContacts } from '../contract/sign-in.ts'
import type { Visible } from '../features/contacts/visible.ts'
import { listTeamMates } from '../features/people/people.ts'
import type { Ripen } from './ripen.ts'

interface Looker {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly teams: readonly string[]
  readonly sees: SeenContacts
}

/**
 * Which contacts a person is shown. An owner is a trait, so it may name the person by address, by name, or by its id
 * here, as the system wrote it that it came from.
 */
export async function visibleTo(ripen: Ripen, { sees, teams, ...self }: Looker): Promise<Visible> {
  if (sees === 'all') return 'all'
  const others = sees === 'team' && teams.length > 0 ? await listTeamMates(ripen.db.pool, teams) : []
  const owners = [self, ...others].flatMap(({ id, name, email }) => [email, name.toLowerCase(), id])
  return { owners: [...new Set(owners)] }
}
