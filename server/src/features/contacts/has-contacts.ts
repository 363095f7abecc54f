import type pg from 'pg'

/** Whether anybody is there yet. */
export async function hasContacts(client: Pick<pg.Pool, 'query'>): Promise<boolean> {
  const { rows } = await client.query('select 1 from contacts limit 1')
  return rows.length > 0
}
