import type pg from 'pg'

type Client = Pick<pg.Pool, 'query'>

/** Contacts of one mark that an account's people are noted in. */
const CHUNK = 500

/** Notes contacts whose histories grew or were judged anew: one row for a whole group, and none while there are no segments. */
export async function markForSegments(client: Client, contacts: readonly string[]): Promise<void> {
  if (contacts.length === 0) return
  await client.query({
    name: 'mark-for-segments',
    text: 'insert into segment_marks (contacts) select $1::uuid[] where exists (select from segments where not ended)',
    values: [`{${contacts.join(',')}}`],
  })
}

/** Notes an account with new lines or other traits: its people are looked at again. */
export async function markAccountForSegments(client: Client, account: string): Promise<void> {
  await client.query({
    name: 'mark-account-for-segments',
    text: `insert into segment_marks (contacts, account_id) select '{}', $1::uuid where exists (select from segments where not ended)`,
    values: [account],
  })
}

/** Puts the people of accounts that are marked in their accounts' places. @returns how many accounts there were */
export async function spreadAccountMarks(client: Client, most: number): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `delete from segment_marks where id in (select id from segment_marks where account_id is not null order by id limit $1) returning account_id as id`,
    [most],
  )
  if (rows.length === 0) return 0
  await client.query(
    `insert into segment_marks (contacts)
    select array_agg(id order by id) from (
      select id, (row_number() over (order by id) - 1) / ${CHUNK} as page from contacts where account_id = any($1::uuid[]) and merged_into is null
    ) c group by page`,
    [rows.map(({ id }) => id)],
  )
  return rows.length
}

/** Takes marks of about so many contacts away, the oldest first. In their transaction they come back where it fails. */
export async function takeSegmentMarks(client: Client, most: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ contacts: readonly string[] }>(
    `delete from segment_marks where id in (
       select id from (
         select id, sum(cardinality(contacts)) over (order by id) - cardinality(contacts) as before
         from (select id, contacts from segment_marks where account_id is null order by id limit $1) few
       ) counted where before < $1
     )
     returning contacts`,
    [most],
  )
  return [...new Set(rows.flatMap(({ contacts }) => contacts))]
}

/** Waits for nobody: false where another process judges segments at the moment. Two at once might write what is over. */
export async function takeSegments(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [SEGMENTS])
  return rows[0]?.taken === true
}

/** Any constant that no other lock of Ripen has. */
const SEGMENTS = 7_236_450_145
