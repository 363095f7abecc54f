import type pg from 'pg'
import type { AccountLine, Time } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'

type Client = Pick<pg.Pool, 'query'>

/** A person's row, as far as it tells whether anything of its history is new. */
export interface PersonMark {
  readonly id: string
  readonly seq: number
  readonly sealed: boolean
  /** Its history lies in several rows, or did. */
  readonly joined: boolean
  readonly account: string | null
}

/** All rows that stand for people, in the order of their ids. */
export async function readPeople(client: Client): Promise<readonly PersonMark[]> {
  const { rows } = await client.query<PersonMark>(
    `select id, seq, sealed_at is not null as sealed, joined, account_id as account from contacts where merged_into is null order by id`,
  )
  return rows
}

/** The number of the newest line of each account. */
export async function readLineNumbers(client: Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ id: string; seq: number }>(
    'select account_id as id, max(seq) as seq from account_lines group by account_id',
  )
  return new Map(rows.map(({ id, seq }) => [id, seq]))
}

/** All lines of all accounts. */
export async function readAllLines(client: Client): Promise<ReadonlyMap<string, readonly AccountLine[]>> {
  const { rows } = await client.query<{ account: string; seq: number; at: Time; id: string; values: JsonObject }>(
    'select account_id as account, seq, at, place as id, "values" from account_lines order by account_id, seq',
  )
  const lines = new Map<string, AccountLine[]>()
  for (const row of rows) {
    const line: AccountLine = { is: 'account', ...row }
    const known = lines.get(row.account)
    if (known === undefined) lines.set(row.account, [line])
    else known.push(line)
  }
  return lines
}

/** About how many events there are: as of the last time that PostgreSQL looked. */
export async function estimateEvents(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select greatest(coalesce(s.n_live_tup, 0), c.reltuples)::bigint as count
     from pg_class c left join pg_stat_user_tables s on s.relid = c.oid where c.oid = 'events'::regclass`,
  )
  return rows[0]?.count ?? 0
}
