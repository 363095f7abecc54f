import { transaction } from '../../db/transaction.ts'
import type { Actor } from '../../domain/facts.ts'
import { audit } from '../../features/audit/audit.ts'
import { hashOfPassword } from '../../features/people/passwords.ts'
import { insertPerson, type Person, takeFirstPerson } from '../../features/people/people.ts'
import type { Ripen } from '../ripen.ts'
import { checkTeams } from './check-teams.ts'
import { PersonConflict, refuseWeak } from './person-errors.ts'

/**
 * Adds somebody who signs in by a password, without an invitation: from the command line.
 *
 * @throws {WeakPassword} {PersonConflict} {NoSuchTeam}
 */
export async function addPerson(
  ripen: Ripen,
  given: Pick<Person, 'name' | 'email' | 'role' | 'teams'> & { readonly password: string },
  by: Actor,
): Promise<Person> {
  const { name, email, role, teams, password } = given
  refuseWeak(password, { email, name })
  await checkTeams(ripen, teams)
  const hash = await hashOfPassword(password)
  return transaction(ripen.db, async (client) => {
    await takeFirstPerson(client)
    const now = ripen.now()
    const person = await insertPerson(client, { name, email, role, teams, password: hash }, now)
    if (person === null) throw new PersonConflict(`${email} is known already. \`ripen user list\` shows everybody.`)
    await audit(client, { by, action: 'person.added', id: person.id, name, after: { email, role, teams } }, now)
    return person
  })
}
