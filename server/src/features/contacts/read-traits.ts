import type pg from 'pg'
import type { JsonObject } from '../../domain/json.ts'

/** The traits that people see of contacts. */
export async function readTraits(
  client: Pick<pg.Pool, 'query'>,
  contacts: readonly string[],
): Promise<ReadonlyMap<string, JsonObject>> {
  if (contacts.length === 0) return new Map()
  const { rows } = await client.query<{ id: string; traits: JsonObject }>(
    'select id, traits from contacts where id = any($1::uuid[])',
    [contacts],
  )
  return new Map(rows.map(({ id, traits }) => [id, traits]))
}
