import { transaction } from '../db/transaction.ts'
import { readCellKey } from '../domain/cells.ts'
import { pageContacts } from '../features/contacts/page-contacts.ts'
import { takeLifecycle } from '../features/lifecycle/versions.ts'
import { replaceCells } from '../features/rollups/read-cells.ts'
import { cellsOf } from './check-replay.ts'
import type { Ripen } from './ripen.ts'

/** Contacts read at once. */
const PAGE = 1000

/** Counts the cells of the reports anew from all contacts, while nobody writes. What was kept by every write before is the same. */
export async function rebuildRollups(ripen: Ripen): Promise<void> {
  await transaction(
    ripen.db,
    async (client) => {
      await takeLifecycle(client)
      const counted = new Map<string, number>()
      for (
        let rows = await pageContacts(client, null, PAGE);
        rows.length > 0;
        rows = await pageContacts(client, rows.at(-1)?.id ?? null, PAGE)
      )
        for (const row of rows)
          if (row.state !== '')
            for (const [key, count] of await cellsOf(ripen, client, row))
              counted.set(key, (counted.get(key) ?? 0) + count)
      await replaceCells(client, counted, readCellKey)
    },
    { unlimited: true },
  )
}
