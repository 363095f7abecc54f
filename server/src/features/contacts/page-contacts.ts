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
       c.sealed_at is not null as sealed, c.unplaced, 0 as "lineSeq"
     from contacts c
     where ($1::uuid is null or c.id > $1) and c.sealed_at is null
     order by c.id limit $2`,
    [after, limit],
  )
  return rows
}

/** A page of people with all that a decision needs, as `lockContacts` reads it, without locking. */
export async function pageForPlan(
  client: Client,
  range: { readonly after: string | null; readonly upTo: string | null },
  limit: number,
): Promise<readonly ContactRow[]> {
  const { rows } = await client.query<ContactRow>({
    name: 'page-for-plan',
    text: `select c.id, c.seq, c.nth, c.state, c.state_key as "stateKey", c.decision_key as "decisionKey", c.version, c.floor,
       c.wake_at as "wakeAt", c.account_id as "accountId", c.lines_read as "lines", c.merged_into as "mergedInto", c.joined, c.proposals, c.source,
       false as sealed, c.unplaced, coalesce(a.line_seq, 0) as "lineSeq"
     from contacts c
     left join accounts a on a.id = c.account_id
     where c.merged_into is null and c.sealed_at is null and ($1::uuid is null or c.id > $1) and ($2::uuid is null or c.id <= $2)
     order by c.id limit $3`,
    values: [range.after, range.upTo, limit],
  })
  return rows
}

/** How many contacts there are, for progress. */
export async function countContacts(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*) as count from contacts')
  return rows[0]?.count ?? 0
}
