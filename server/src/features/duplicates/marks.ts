import type pg from 'pg'

/** Notes contacts whose names, addresses, phone numbers or accounts changed: one row for a whole group. */
export async function markAlike(client: Pick<pg.Pool, 'query'>, contacts: readonly string[]): Promise<void> {
  if (contacts.length === 0) return
  await client.query({
    name: 'mark-alike',
    text: 'insert into duplicate_marks (contacts) values ($1::uuid[])',
    values: [`{${contacts.join(',')}}`],
  })
}

/** Takes marks of about so many contacts away, the oldest first. In their transaction they come back where it fails. */
export async function takeMarked(client: pg.PoolClient, most: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ contacts: readonly string[] }>(
    `delete from duplicate_marks where id in (
       select id from (
         select id, sum(cardinality(contacts)) over (order by id) - cardinality(contacts) as before
         from (select id, contacts from duplicate_marks order by id limit $1) few
       ) counted where before < $1
     )
     returning contacts`,
    [most],
  )
  return [...new Set(rows.flatMap(({ contacts }) => contacts))]
}

/** How many contacts wait to be compared, about: some may be marked more than once. */
export async function countMarked(client: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select coalesce(sum(cardinality(contacts)), 0)::bigint as count from duplicate_marks',
  )
  return rows[0]?.count ?? 0
}

/** Waits for nobody: false where another process looks for duplicates at the moment. Two at once would not see each other's finds. */
export async function takeTurn(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [DUPLICATES])
  return rows[0]?.taken === true
}

/** Any constant that no other lock of Ripen has. */
const DUPLICATES = 7_236_450_138
