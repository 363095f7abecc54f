import { createHash } from 'node:crypto'
import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { AppError } from '../../domain/app-error.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

export interface Limit {
  /** What is tried, and by whom or for whom: `sign-in from 203.0.113.9`. Kept as a hash. */
  readonly of: string
  readonly most: number
  /** After so long one begins to count anew. */
  readonly within: number
}

class TooManyAttempts extends AppError {
  override name = 'TooManyAttempts'
  readonly retryAfterSeconds: number

  constructor(milliseconds: number) {
    const minutes = Math.max(1, Math.ceil(milliseconds / 60_000))
    super('overloaded', `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`)
    this.retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1000))
  }
}

const keyOf = (of: string) => createHash('sha256').update(of).digest()

/**
 * Counts one more attempt, before it is carried out, so that many at once do not pass together.
 *
 * @throws {TooManyAttempts}
 */
export async function countAttempt(client: Client, limits: readonly Limit[], now: Time): Promise<void> {
  for (const { of, most, within } of limits) {
    const { rows } = await client.query<{ count: number; began: Time }>(
      `insert into attempts as a (key, count, began_at) values ($1, 1, $2)
      on conflict (key) do update
      set count = case when a.began_at <= $3 then 1 else a.count + 1 end,
        began_at = case when a.began_at <= $3 then excluded.began_at else a.began_at end
      returning count, began_at as began`,
      [keyOf(of), sqlTime(now), sqlTime(now - within)],
    )
    const [row] = rows
    if (row !== undefined && row.count > most) throw new TooManyAttempts(row.began + within - now)
  }
}

/** Takes an attempt back that turned out to be in order. */
export async function forgiveAttempt(client: Client, limits: readonly Limit[]): Promise<void> {
  await client.query('update attempts set count = count - 1 where key = any($1) and count > 0', [
    limits.map(({ of }) => keyOf(of)),
  ])
}

/** Takes away what no limit looks at any more. */
export async function removeOldAttempts(client: Client, before: Time): Promise<void> {
  await client.query('delete from attempts where began_at <= $1', [sqlTime(before)])
}
