import type pg from 'pg'
import type { IdRange, Person } from './page-people.ts'

type Client = Pick<pg.Pool, 'query'>

export interface PersonOfAccounts extends Person {
  /** Every account that the person ever belonged to. */
  readonly accounts: readonly string[]
}

/** All people in a range of ids with the accounts that they ever belonged to, in the order of their ids. */
export async function readPeopleOfAccounts(client: Client, range: IdRange): Promise<readonly PersonOfAccounts[]> {
  const { rows } = await client.query<PersonOfAccounts>(
    `select id, sealed_at is not null as sealed, array(select jsonb_object_keys(lines_read)) as accounts
     from contacts
     where merged_into is null and ($1::uuid is null or id > $1) and ($2::uuid is null or id <= $2)
     order by id`,
    [range.after, range.upTo],
  )
  return rows
}

/** The people of the accounts that some people ever belonged to; null where they are more than `most`. */
export async function readColleagues(
  client: Client,
  people: readonly string[],
  most: number,
): Promise<readonly PersonOfAccounts[] | null> {
  const { rows } = await client.query<PersonOfAccounts>(
    `select c.id, c.sealed_at is not null as sealed, array(select jsonb_object_keys(c.lines_read)) as accounts
     from contacts c
     where c.merged_into is null and c.account_id in (
       select k.account::uuid from contacts p cross join lateral jsonb_object_keys(p.lines_read) as k(account) where p.id = any($1::uuid[]))
     order by c.id limit $2`,
    [[...people], most + 1],
  )
  return rows.length > most ? null : rows
}
