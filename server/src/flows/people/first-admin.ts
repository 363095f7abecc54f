import { transaction } from '../../db/transaction.ts'
import { audit } from '../../features/audit/audit.ts'
import { hashOfPassword } from '../../features/people/passwords.ts'
import { hasAdmin, insertPerson, type Person, takeFirstPerson } from '../../features/people/people.ts'
import type { Ripen } from '../ripen.ts'
import { PersonConflict, refuseWeak } from './person-errors.ts'

export interface NewAdmin {
  readonly name: string
  readonly email: string
  readonly password: string
}

/**
 * Makes the first administrator; null where there is one already, also one that was made at the same moment.
 *
 * @throws {WeakPassword} {PersonConflict}
 */
export async function createFirstAdmin(ripen: Ripen, { name, email, password }: NewAdmin): Promise<Person | null> {
  if (await hasAdmin(ripen.db.pool)) return null
  refuseWeak(password, { email, name })
  const hash = await hashOfPassword(password)
  return transaction(ripen.db, async (client) => {
    await takeFirstPerson(client)
    if (await hasAdmin(client)) return null
    const now = ripen.now()
    const person = await insertPerson(client, { name, email, role: 'admin', teams: [], password: hash }, now)
    if (person === null) throw new PersonConflict(`${email} is taken.`)
    const { id } = person
    await audit(
      client,
      { by: { user: id, name }, action: 'person.set_up', id, name, after: { email, role: 'admin' } },
      now,
    )
    return person
  })
}
