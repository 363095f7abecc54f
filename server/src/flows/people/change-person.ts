import type { ChangePerson } from '../../contract/people.ts'
import type { SettingsView } from '../../contract/sign-in.ts'
import { transaction } from '../../db/transaction.ts'
import type { Actor } from '../../domain/facts.ts'
import { auditDifference } from '../../features/audit/audit.ts'
import { lockPerson, type Person, savePerson } from '../../features/people/people.ts'
import { endSessions } from '../../features/sessions/sessions.ts'
import { readSettings, saveSettings } from '../../features/settings/settings.ts'
import type { Ripen } from '../ripen.ts'
import { checkTeams } from './check-teams.ts'
import { NoSuchPerson, PersonConflict } from './person-errors.ts'

/**
 * Gives a person another name, role or teams, or shuts it out and lets it in again. It holds from its next request on.
 *
 * @throws {NoSuchPerson} {NoSuchTeam} {PersonConflict} for the last administrator
 */
export async function changePerson(ripen: Ripen, id: string, change: ChangePerson, by: Actor): Promise<Person> {
  return transaction(ripen.db, async (client) => {
    const found = await lockPerson(client, id)
    if (found === null) throw new NoSuchPerson(id)
    const { person, otherAdmins } = found
    const { name = person.name, role = person.role, teams = person.teams, active = person.active } = change
    await checkTeams(ripen, teams, person.teams)
    if (person.role === 'admin' && person.active && otherAdmins === 0 && (role !== 'admin' || !active))
      throw new PersonConflict(`${person.name} is the last administrator. Make somebody else one first.`)
    const changed: Person = { ...person, name, role, teams: [...new Set(teams)], active }
    const now = ripen.now()
    await savePerson(client, changed, now)
    if (!active) await endSessions(client, id)
    const action = active === person.active ? 'person.changed' : active ? 'person.let_in' : 'person.shut_out'
    await auditDifference(client, { by, action, id, name, before: person, after: changed }, now)
    return changed
  })
}

/** Changes what administrators set in the app. */
export async function changeSettings(ripen: Ripen, settings: SettingsView, by: Actor): Promise<void> {
  await transaction(ripen.db, async (client) => {
    const before = await readSettings(client)
    const now = ripen.now()
    await saveSettings(client, settings, now)
    await auditDifference(client, { by, action: 'settings.changed', before, after: settings }, now)
  })
}
