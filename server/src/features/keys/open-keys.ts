import type pg from 'pg'

/** Of some keys those that nobody revoked. */
export async function listOpenKeys(
  client: Pick<pg.Pool, 'query'>,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const { rows } = await client.query<{ id: string }>({
    name: 'list-open-keys',
    text: 'select id from api_keys where id = any($1::uuid[]) and revoked_at is null',
    values: [keys],
  })
  return new Set(rows.map(({ id }) => id))
}
