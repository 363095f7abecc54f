import type pg from 'pg'
import type { ContactRow } from './lock-contacts.ts'

type Client = Pick<pg.Pool, 'query'>

/** A page of contacts in the order of their ids, for replays; rows are not locked. */
export async function pageContacts(
  client: Client,
  after: string | null,
  limit: number,
): Promise<readonly ContactRow[]> {
  const { rows } = await client.query<ContactRow>(
    `select c.id, c.seq, c.nth, c.state, c.state_key as "stateKey", c.decision_key as "decisionKey", c.version, c.floor,
       c.wake_at as "wakeAt", c.account_id as "accountId", c.lines_read as "lines", c.merged_into as "mergedInto", c.joined, c.proposals, c.source,
       c.sealed_at is not null as sealed, 0 as "lineSeq"
     from contacts c
     where ($1::uuid is null or c.id > $1) and c.sealed_at is null
     order by c.id limit $2`,
    [after, limit],
  )
  return rows
}

/** How many contacts there are, for progress. */
export async function countContacts(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*) as count from contacts')
  return rows[0]?.count ?? 0
}
