import { transaction } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import { lockDueContacts } from '../features/contacts/lock-contacts.ts'
import { findImportsSince } from '../features/imports/hold-import.ts'
import { shareLifecycle } from '../features/lifecycle/versions.ts'
import { advanceContacts } from './advance-contacts.ts'
import { laneNumber } from './lane-number.ts'
import { headOf } from './process-events.ts'
import type { Ripen } from './ripen.ts'

/** Contacts woken in one transaction. */
const GROUP = 200

/** Decides contacts that time alone may have moved, at their own moments. @returns how many were woken. */
export async function wakeContacts(ripen: Ripen, now: Time): Promise<number> {
  return transaction(ripen.db, async (client) => {
    await shareLifecycle(client)
    const { program: head } = await headOf(ripen, client)
    // While a file is imported, what lies before it waits: later rows may tell what happened before those wakes.
    const from = await findImportsSince(client)
    const rows = await lockDueContacts(client, { from, before: now, limit: GROUP })
    await advanceContacts(
      ripen,
      client,
      rows.map((row) => ({ row, events: [], until: now })),
      { head, now, lane: laneNumber(1) },
    )
    return rows.length
  })
}
