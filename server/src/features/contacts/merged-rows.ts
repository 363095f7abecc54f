import type pg from 'pg'

/**
 * All rows with histories of persons: the standing one, those merged into it, and those that they were merged into once, where what came by
 * them meanwhile still lies. Rows were merged into few people, and their indexes are small: one look for a group.
 */
export async function findMergedRows(
  client: pg.PoolClient,
  persons: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.query<{ person: string; row: string }>({
    name: 'find-merged-rows',
    text: `with recursive down as (
        select person, person as row from unnest($1::uuid[]) person
        union all
        select d.person, c.id from down d join contacts c on c.merged_into = d.row
      )
      select person, row from down where row <> person
      union
      select d.person, e.name::uuid from down d join events e on e.contact_id = d.row
      where e.kind = 'merge' and e.data ->> 'undo' = 'true' and e.data ->> 'survivor' = 'false'`,
    values: [`{${persons.join(',')}}`],
  })
  const merged = new Map<string, string[]>()
  for (const { person, row } of rows) merged.set(person, [...(merged.get(person) ?? [person]), row])
  return merged
}

/** Says that a row stands for nobody but that of another, or again for itself. */
export async function markMerged(client: pg.PoolClient, contact: string, into: string | null): Promise<void> {
  await client.query('update contacts set merged_into = $2 where id = $1', [contact, into])
  // Whose history lies in several rows, also after it was taken out again.
  await client.query('update contacts set joined = true where id = $1', [into ?? contact])
}

/** Fills the traits that people see from a merged row, where the standing one has none. @returns whether both tell something */
export async function fillTraits(client: pg.PoolClient, contact: string, from: string): Promise<boolean> {
  const { rows } = await client.query<{ tells: boolean }>(
    `update contacts c set traits = o.traits || c.traits, email = coalesce(c.email, o.email), name = coalesce(c.name, o.name)
     from contacts o where c.id = $1 and o.id = $2
     returning o.traits <> '{}' as tells`,
    [contact, from],
  )
  return rows[0]?.tells === true
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
