import type pg from 'pg'

/** The numbers of a source's events in the histories of contacts. */
export async function findEventsOf(
  client: pg.PoolClient,
  source: string,
  contacts: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const { rows } = await client.query<{ contact: string; seq: number }>(
    'select contact_id as contact, seq from events where contact_id = any($1::uuid[]) and source = $2',
    [[...contacts], source],
  )
  const found = new Map<string, Set<number>>()
  for (const { contact, seq } of rows) found.set(contact, (found.get(contact) ?? new Set()).add(seq))
  return found
}

/** Gives a source's events other message keys: what was undone may come again, and is then new. */
export async function freeMessageKeys(
  client: pg.PoolClient,
  source: string,
  contacts: readonly string[],
): Promise<void> {
  // The key by which it came is found again by nobody, and the same undo gives the same one.
  await client.query(
    `update events set message_key = decode(md5(source || encode(message_key, 'hex')), 'hex')
     where contact_id = any($1::uuid[]) and source = $2`,
    [[...contacts], source],
  )
}

/** Counts an event that was appended to a row which stands for nobody while it is merged, and is not walked on. */
export async function countEvent(client: pg.PoolClient, contact: string, seq: number): Promise<void> {
  await client.query('update contacts set seq = $2 where id = $1', [contact, seq])
}
