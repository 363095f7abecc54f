import type pg from 'pg'

/**
 * All rows of persons, the standing one included. Rows were merged into few people, and their index is small: one look for a group.
 */
export async function findMergedRows(
  client: pg.PoolClient,
  persons: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.query<{ person: string; row: string }>({
    name: 'find-merged-rows',
    text: `with recursive down as (
        select c.merged_into as person, c.id as row from contacts c where c.merged_into = any($1::uuid[])
        union all
        select d.person, c.id from down d join contacts c on c.merged_into = d.row
      )
      select person, row from down`,
    values: [`{${persons.join(',')}}`],
  })
  const merged = new Map<string, string[]>()
  for (const { person, row } of rows) merged.set(person, [...(merged.get(person) ?? [person]), row])
  return merged
}

/** Says that a row stands for nobody but that of another, or again for itself. */
export async function markMerged(client: pg.PoolClient, contact: string, into: string | null): Promise<void> {
  await client.query('update contacts set merged_into = $2 where id = $1', [contact, into])
  if (into !== null) await client.query('update contacts set joined = true where id = $1', [into])
}

/** Fills the traits that people see from a merged row, where the standing one has none. */
export async function fillTraits(client: pg.PoolClient, contact: string, from: string): Promise<void> {
  await client.query(
    `update contacts c set traits = o.traits || c.traits, email = coalesce(c.email, o.email), name = coalesce(c.name, o.name)
     from contacts o where c.id = $1 and o.id = $2`,
    [contact, from],
  )
}

/** How many transitions a row had when another was last merged into it. */
export async function countTransitionsAtMerge(client: pg.PoolClient, contact: string, other: string): Promise<number> {
  const { rows } = await client.query<{ nth: number }>(
    `select (data ->> 'nth')::int as nth from events
     where contact_id = $1 and kind = 'merge' and name = $2 and data ->> 'undo' = 'false' order by seq desc limit 1`,
    [contact, other],
  )
  return rows[0]?.nth ?? 0
}

/** The numbers of a row's transitions after one. */
export async function listNumbersAfter(
  client: pg.PoolClient,
  contact: string,
  nth: number,
): Promise<readonly number[]> {
  const { rows } = await client.query<{ nth: number }>(
    'select nth from transitions where contact_id = $1 and nth > $2',
    [contact, nth],
  )
  return rows.map((row) => row.nth)
}
