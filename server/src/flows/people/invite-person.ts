import { mailWords } from '../../contract/messages/mails-en.ts'
import type { InvitationView, InvitedPerson, InvitePerson } from '../../contract/people.ts'
import { transaction } from '../../db/transaction.ts'
import type { Actor } from '../../domain/facts.ts'
import { audit } from '../../features/audit/audit.ts'
import {
  type FoundInvitation,
  findInvitation,
  insertInvitation,
  markAccepted,
  withdrawInvitation,
} from '../../features/invitations/invitations.ts'
import { hashOfPassword } from '../../features/people/passwords.ts'
import { findPersonByEmail, insertPerson, type Person } from '../../features/people/people.ts'
import type { Ripen } from '../ripen.ts'
import { checkTeams } from './check-teams.ts'
import type { Entrance } from './entrance.ts'
import { LinkUnusable, PersonConflict, refuseWeak } from './person-errors.ts'

/**
 * Invites somebody: a link that works once, for seven days. Another invitation to the same address ends the one before.
 *
 * @throws {PersonConflict} {NoSuchTeam}
 */
export async function invitePerson(
  ripen: Ripen,
  { mail, url }: Pick<Entrance, 'mail' | 'url'>,
  given: InvitePerson,
  by: Actor,
): Promise<InvitedPerson> {
  await checkTeams(ripen, given.teams)
  const { token, ...invitation } = await transaction(ripen.db, async (client) => {
    if ((await findPersonByEmail(client, given.email)) !== null)
      throw new PersonConflict(`${given.email} belongs to somebody already.`)
    const now = ripen.now()
    const made = await insertInvitation(client, given, by, now)
    const { id, email: name, role, teams } = made
    await audit(client, { by, action: 'invitation.sent', id, name, after: { role, teams } }, now)
    return made
  })
  const link = `${url()}/invitation/${token}`
  const until = invitation.expiresAt.slice(0, 10)
  const sent = await mail.send({ to: invitation.email, ...mailWords.invitation({ by: nameOf(by), link, until }) })
  return { ...invitation, link, sent }
}

/** What an invitation's link is for. @throws {LinkUnusable} */
export async function lookAtInvitation(ripen: Ripen, token: string): Promise<InvitationView> {
  return openOrThrow(await findInvitation(ripen.db.pool, token, ripen.now()))
}

/**
 * Makes whoever holds the link a person who can sign in.
 *
 * @throws {LinkUnusable} {WeakPassword} {PersonConflict}
 */
export async function acceptInvitation(
  ripen: Ripen,
  { token, name, password }: { readonly token: string; readonly name: string; readonly password: string },
): Promise<Person> {
  const { email } = await lookAtInvitation(ripen, token)
  refuseWeak(password, { email, name })
  const hash = await hashOfPassword(password)
  return transaction(ripen.db, async (client) => {
    const now = ripen.now()
    const invitation = openOrThrow(await findInvitation(client, token, now, { hold: true }))
    const { role, teams } = invitation
    const person = await insertPerson(client, { name, email: invitation.email, role, teams, password: hash }, now)
    if (person === null)
      throw new PersonConflict('You can sign in already. If you forgot your password, ask for a new one.')
    await markAccepted(client, invitation.id, now)
    const { id } = person
    const after = { email, role, teams, by: 'password', invited: true }
    await audit(client, { by: { user: id, name }, action: 'person.joined', id, name, after }, now)
    return person
  })
}

/** Takes an invitation back; false where there is none that is open. */
export async function takeInvitationBack(ripen: Ripen, id: string, by: Actor): Promise<boolean> {
  return transaction(ripen.db, async (client) => {
    const now = ripen.now()
    const taken = await withdrawInvitation(client, id, now)
    if (taken === null) return false
    const { role, teams } = taken
    await audit(client, { by, action: 'invitation.withdrawn', id, name: taken.email, before: { role, teams } }, now)
    return true
  })
}

function openOrThrow(found: FoundInvitation): InvitationView {
  switch (found.state) {
    case 'open':
      return found.invitation
    case 'expired':
      throw new LinkUnusable('This invitation has expired: they work for seven days. Ask whoever sent it for another.')
    case 'accepted':
      throw new LinkUnusable('This invitation was used already. Sign in with the password that was chosen then.')
    case 'withdrawn':
      throw new LinkUnusable('This invitation was taken back, or another was sent after it.')
    case 'unknown':
      throw new LinkUnusable('This link is not an invitation. Perhaps a part of it was lost on the way.')
  }
}

function nameOf(by: Actor): string | null {
  return by !== 'system' && 'user' in by ? (by.name ?? null) : null
}
