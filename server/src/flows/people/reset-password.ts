import { mailWords } from '../../contract/messages/mails-en.ts'
import { momentOf } from '../../contract/moment.ts'
import type { ResetSent } from '../../contract/people.ts'
import { transaction } from '../../db/transaction.ts'
import type { Actor } from '../../domain/facts.ts'
import { audit } from '../../features/audit/audit.ts'
import { hashOfPassword, isPassword } from '../../features/people/passwords.ts'
import { findPassword, findPerson, findPersonByEmail, type Person, savePassword } from '../../features/people/people.ts'
import { insertReset, takeReset } from '../../features/people/resets.ts'
import { endSessions } from '../../features/sessions/sessions.ts'
import type { Ripen } from '../ripen.ts'
import type { Entrance } from './entrance.ts'
import { LinkUnusable, NoSuchPerson, PersonConflict, refuseWeak, WrongSignIn } from './person-errors.ts'

/** Sends somebody who forgot a password a link; to an address that nobody has, nothing. */
export async function sendReset(ripen: Ripen, entrance: Pick<Entrance, 'mail' | 'url'>, email: string): Promise<void> {
  const person = await findPersonByEmail(ripen.db.pool, email.trim())
  if (person?.active) await makeReset(ripen, entrance, person, 'system')
}

/** An administrator sends somebody a link. @throws {NoSuchPerson} {PersonConflict} */
export async function sendResetTo(
  ripen: Ripen,
  entrance: Pick<Entrance, 'mail' | 'url'>,
  id: string,
  by: Actor,
): Promise<ResetSent> {
  const person = await findPerson(ripen.db.pool, id)
  if (person === null) throw new NoSuchPerson(id)
  if (!person.active) throw new PersonConflict(`${person.name} cannot sign in. Let this person in again first.`)
  return makeReset(ripen, entrance, person, by)
}

async function makeReset(
  ripen: Ripen,
  { mail, url }: Pick<Entrance, 'mail' | 'url'>,
  { id, name, email }: Person,
  by: Actor,
): Promise<ResetSent> {
  const { token, expiresAt } = await transaction(ripen.db, async (client) => {
    const now = ripen.now()
    if (by !== 'system') await audit(client, { by, action: 'person.reset_sent', id, name }, now)
    return insertReset(client, id, now)
  })
  const link = `${url()}/reset/${token}`
  const sent = await mail.send({ to: email, ...mailWords.reset({ name, link }) })
  return { link, sent, expiresAt: momentOf(expiresAt) }
}

/**
 * Chooses another password by a link, and ends every session.
 *
 * @throws {LinkUnusable} {WeakPassword}: the link can be used again then.
 */
export async function resetPassword(
  ripen: Ripen,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<Person> {
  return transaction(ripen.db, async (client) => {
    const now = ripen.now()
    const id = await takeReset(client, token, now)
    const person = id === null ? null : await findPerson(client, id)
    if (person === null)
      throw new LinkUnusable('This link was used already, or is older than an hour. Ask for another.')
    refuseWeak(password, person)
    await savePassword(client, person.id, await hashOfPassword(password), now)
    await endSessions(client, person.id)
    const { name } = person
    await audit(client, { by: { user: person.id, name }, action: 'person.password_reset', id, name }, now)
    return person
  })
}

/**
 * Chooses another password when signed in, and ends every other session.
 *
 * @throws {WrongSignIn} {WeakPassword}
 */
export async function changePassword(
  ripen: Ripen,
  { person: id, session }: { readonly person: string; readonly session: string },
  { current, password }: { readonly current: string; readonly password: string },
): Promise<void> {
  const known = await findPassword(ripen.db.pool, id)
  if (known === null || !(await isPassword(known, current))) throw new WrongSignIn()
  await setPassword(ripen, id, password, { except: session })
}

/** Gives a person a password, and ends its sessions but one; by itself, unless somebody else is named. @throws {WeakPassword} {NoSuchPerson} */
export async function setPassword(
  ripen: Ripen,
  id: string,
  password: string,
  { by, except = null }: { readonly by?: Actor; readonly except?: string | null },
): Promise<void> {
  const person = await findPerson(ripen.db.pool, id)
  if (person === null) throw new NoSuchPerson(id)
  refuseWeak(password, person)
  const hash = await hashOfPassword(password)
  await transaction(ripen.db, async (client) => {
    const now = ripen.now()
    await savePassword(client, id, hash, now)
    await endSessions(client, id, except)
    const { name } = person
    await audit(client, { by: by ?? { user: id, name }, action: 'person.password_changed', id, name }, now)
  })
}
