import { transaction } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import { lockContacts } from '../features/contacts/lock-contacts.ts'
import { advanceRefold, findRefold, finishRefold, listContactsAfter } from '../features/contacts/refold-progress.ts'
import { shareLifecycle } from '../features/lifecycle/versions.ts'
import { advanceContacts } from './advance-contacts.ts'
import { laneNumber } from './lane-number.ts'
import { headOf } from './process-events.ts'
import type { Ripen } from './ripen.ts'

/** Contacts brought to the newest version in one transaction. */
const GROUP = 200

/** Brings contacts to the newest version, in the order of their ids, while intake goes on. @returns how many were looked at. */
export async function refoldContacts(ripen: Ripen, now: Time): Promise<number> {
  return transaction(ripen.db, async (client) => {
    // Before the refold's row is locked: a publish that waits for us wants both.
    await shareLifecycle(client)
    const refold = await findRefold(client)
    if (refold === null) return 0
    const { program: head } = await headOf(ripen, client)
    const ids = await listContactsAfter(client, refold.cursor, GROUP)
    if (ids.length === 0) {
      await finishRefold(client, refold.version, now)
      return 0
    }
    const rows = (await lockContacts(client, ids)).filter(
      (row) => (row.version < head.version || row.stateKey !== head.stateKey) && row.mergedInto === null,
    )
    await advanceContacts(
      ripen,
      client,
      rows.map((row) => ({ row, events: [] })),
      { head, now, lane: laneNumber(2) },
    )
    await advanceRefold(client, refold.version, { cursor: ids.at(-1) ?? '', done: ids.length })
    return ids.length
  })
}
