import { transaction } from '../../db/transaction.ts'
import { audit } from '../../features/audit/audit.ts'
import { findInvitationOf, markAccepted } from '../../features/invitations/invitations.ts'
import { hasAdmin, type Person, savePerson } from '../../features/people/people.ts'
import type { SingleSignOn } from '../../features/sessions/auth.ts'
import type { Ripen } from '../ripen.ts'

export interface SsoSettings extends SingleSignOn {
  /** Whoever has an address of these domains may come without an invitation. */
  readonly domains: readonly string[]
  readonly role: 'operations' | 'marketer' | 'sales' | 'viewer'
}

/** Whether somebody who is not known yet may come by single sign-on: by an invitation, or as one of an allowed domain. */
export async function isWelcome(ripen: Ripen, sso: SsoSettings | null, email: string): Promise<boolean> {
  const { pool } = ripen.db
  if (sso === null || !(await hasAdmin(pool))) return false
  if (sso.domains.includes(domainOf(email))) return true
  return (await findInvitationOf(pool, email, ripen.now())).state === 'open'
}

/** Gives whoever came by single sign-on the role and teams of its invitation, else the usual role. */
export async function welcomePerson(
  ripen: Ripen,
  sso: SsoSettings | null,
  { id, name, email }: Pick<Person, 'id' | 'name' | 'email'>,
): Promise<void> {
  await transaction(ripen.db, async (client) => {
    const now = ripen.now()
    const found = await findInvitationOf(client, email, now)
    const invitation = found.state === 'open' ? found.invitation : null
    const role = invitation?.role ?? sso?.role ?? 'viewer'
    const teams = invitation?.teams ?? []
    await savePerson(client, { id, name, email, role, teams, active: true }, now)
    if (invitation !== null) await markAccepted(client, invitation.id, now)
    const after = { email, role, teams, by: 'sso', invited: invitation !== null }
    await audit(client, { by: { user: id, name }, action: 'person.joined', id, name, after }, now)
  })
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}
