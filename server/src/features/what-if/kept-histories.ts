import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

/**
 * Notes that the histories under this id were read from this database. It is written after what was read was committed: a copy of the database that
 * has the note has all of that too.
 */
export async function noteKeptHistories(
  client: Client,
  { id, madeAt, before }: { readonly id: string; readonly madeAt: Time; readonly before: Time },
): Promise<void> {
  await client.query('insert into kept_histories (id, made_at) values ($1, $2)', [id, sqlTime(madeAt)])
  await client.query('delete from kept_histories where made_at < $1', [sqlTime(before)])
}

/** Whether the histories under this id were read from this database, and nobody in them was erased since. */
export async function areHistoriesValid(client: Client, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from kept_histories k where k.id = $1 and not exists (select from erasures where erased_at >= k.made_at)`,
    [id],
  )
  return rowCount === 1
}
