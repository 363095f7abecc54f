import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

export interface Counting {
  readonly done: number
  readonly total: number
  /** Null while all contacts are being counted. */
  readonly finishedAt: Time | null
}

export interface CountingNow extends Counting {
  /** Changes that wait to be counted. */
  readonly waiting: number
}

/** How far the count of all contacts is, and how many changes wait to be counted. */
export async function readCounting(client: Client): Promise<CountingNow> {
  const { rows } = await client.query<CountingNow>({
    name: 'read-counting',
    text: `select done, total, finished_at as "finishedAt",
        (select coalesce(sum(contacts), 0)::bigint from report_changes) as waiting
      from report_counting`,
  })
  return rows[0] ?? { done: 0, total: 0, finishedAt: null, waiting: 0 }
}

export async function saveCounting(client: Client, { done, total, finishedAt }: Counting): Promise<void> {
  await client.query(
    `insert into report_counting (done, total, finished_at) values ($1, $2, $3)
     on conflict (id) do update set done = excluded.done, total = excluded.total, finished_at = excluded.finished_at`,
    [done, total, finishedAt === null ? null : sqlTime(finishedAt)],
  )
}

/**
 * Waits until nobody else counts, and keeps others out until the transaction ends. Taken before the first look of a snapshot, which therefore
 * has everything that was counted before.
 */
export async function takeCounting(client: pg.PoolClient): Promise<void> {
  await client.query('lock table report_values in share update exclusive mode')
}

/** A page of all contacts, merged ones too, in the order of their ids. */
export async function listContacts(client: Client, after: string | null, limit: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select id from contacts where $1::uuid is null or id > $1 order by id limit $2',
    [after, limit],
  )
  return rows.map(({ id }) => id)
}
