import type pg from 'pg'

type Client = Pick<pg.Pool, 'query'>

/** A contact whose ledger changed, with what has to be known to count it as it was before. */
export interface LedgerChange {
  readonly contact: string
  /** Its last transition and its last event before the change. */
  readonly nth: number
  readonly seq: number
  readonly merged: boolean
  /** Under which version it was counted. */
  readonly version: number
}

type Stored = readonly [contact: string, nth: number, seq: number, merged: 0 | 1, version: number]

/** Notes contacts that the reports have to count anew: one row for a whole group, so that a write costs next to nothing. */
export async function appendChanges(client: pg.PoolClient, changes: readonly LedgerChange[]): Promise<void> {
  if (changes.length === 0) return
  const stored = changes.map(
    ({ contact, nth, seq, merged, version }): Stored => [contact, nth, seq, merged ? 1 : 0, version],
  )
  await client.query({
    name: 'append-report-changes',
    text: 'insert into report_changes (contacts, changes) values ($1, $2)',
    values: [stored.length, JSON.stringify(stored)],
  })
}

/** The first change of each contact since it was counted. */
export async function readChanges(client: Client): Promise<readonly LedgerChange[]> {
  // Changes of one contact are numbered under its lock, so in their order.
  const { rows } = await client.query<{ changes: readonly Stored[] }>('select changes from report_changes order by id')
  const first = new Map<string, LedgerChange>()
  for (const { changes } of rows)
    for (const [contact, nth, seq, merged, version] of changes)
      if (!first.has(contact)) first.set(contact, { contact, nth, seq, merged: merged === 1, version })
  return [...first.values()]
}

/** Takes away what was counted. In a snapshot, rows that others noted meanwhile stay. */
export async function dropChanges(client: Client): Promise<void> {
  await client.query('delete from report_changes')
}
