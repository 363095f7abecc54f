import type { Tx } from '../../db/transaction.ts'
import type { Actor } from '../../domain/facts.ts'
import { canonical, type Json, type JsonObject } from '../../domain/json.ts'
import type { ContactRow } from '../../features/contacts/lock-contacts.ts'
import { shareLifecycle } from '../../features/lifecycle/versions.ts'
import { corporateDomain, emailKind } from '../../integrations/addresses/email-kind.ts'
import { normalisePhone } from '../../integrations/addresses/phone.ts'
import { stampOfTraits } from '../../integrations/segment/content.ts'
import { advanceContacts } from '../advance-contacts.ts'
import { laneNumber } from '../lane-number.ts'
import { actorData, ownEvent } from '../own-event.ts'
import { headOf } from '../process-events.ts'
import type { Ripen } from '../ripen.ts'
import { showTraits } from '../show-traits.ts'

/** What a locked contact is to be told of itself. */
export interface TraitSetting {
  readonly row: ContactRow
  readonly set: JsonObject
}

const lookups = {
  emailKind,
  corporateDomain,
  normalisePhone: (phone: string) => normalisePhone(phone),
  isMachine: () => false,
}

/** Sets traits of locked contacts, an event each under somebody's name, within the caller's transaction. */
export async function setTraits(ripen: Ripen, client: Tx, settings: readonly TraitSetting[], by: Actor): Promise<void> {
  if (settings.length === 0) return
  await shareLifecycle(client)
  const { program: head, from: since } = await headOf(ripen, client)
  const now = ripen.now()
  const changes = settings.map(({ row, set }) => {
    const event = ownEvent(row, { kind: 'traits', name: '', data: { set, by: actorData(by) } }, { now, since })
    return { row, events: [{ ...event, stamp: stampOfTraits(set, lookups) }], set }
  })
  const latest = changes.reduce((end, { events }) => Math.max(end, ...events.map(({ at }) => at)), now)
  await advanceContacts(ripen, client, changes, { head, now: latest, lane: laneNumber(0) })
  await showTraits(
    client,
    changes.flatMap(({ row, events, set }) => events.map(({ at }) => ({ contact: row.id, at, set, late: false }))),
  )
}

/** Whether two values of a trait are different; one that is not there is as good as null. */
export function isOther(one: Json | undefined, other: Json | undefined): boolean {
  return canonical(one ?? null) !== canonical(other ?? null)
}
