import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

export interface Refold {
  readonly version: number
  readonly cursor: string | null
  readonly done: number
  readonly total: number
  readonly startedAt: Time
  readonly finishedAt: Time | null
}

const columns = `version, cursor, done, total, started_at as "startedAt", finished_at as "finishedAt"`

/** The newest version that contacts are still being brought to, locked; null when there is none or another process works on it. */
export async function findRefold(client: pg.PoolClient): Promise<Refold | null> {
  const { rows } = await client.query<Refold>(
    `select ${columns} from refolds where finished_at is null order by version desc limit 1 for update skip locked`,
  )
  return rows[0] ?? null
}

/** How far the newest refold is, for people and metrics. */
export async function readRefold(client: Client): Promise<Refold | null> {
  const { rows } = await client.query<Refold>(`select ${columns} from refolds order by version desc limit 1`)
  return rows[0] ?? null
}

/** Begins a refold, of a version that was there before too; those of versions before are overtaken by it. */
export async function beginRefold(client: Client, version: number, now: Time, needed: boolean): Promise<void> {
  if (needed) await client.query('update refolds set finished_at = $1 where finished_at is null', [sqlTime(now)])
  await client.query(
    `insert into refolds (version, done, total, started_at, finished_at)
     select $1, 0, case when $3 then (select count(*) from contacts) else 0 end, $2, case when $3 then null else $2::timestamptz end
     on conflict (version) do update
     set cursor = null, done = 0, total = excluded.total, started_at = excluded.started_at, finished_at = excluded.finished_at`,
    [version, sqlTime(now), needed],
  )
}

export async function advanceRefold(
  client: Client,
  version: number,
  step: { readonly cursor: string; readonly done: number },
): Promise<void> {
  await client.query('update refolds set cursor = $2, done = done + $3 where version = $1', [
    version,
    step.cursor,
    step.done,
  ])
}

export async function finishRefold(client: Client, version: number, now: Time): Promise<void> {
  await client.query('update refolds set finished_at = $2, done = greatest(done, total) where version = $1', [
    version,
    sqlTime(now),
  ])
}

export async function listContactsAfter(
  client: Client,
  cursor: string | null,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select id from contacts where $1::uuid is null or id > $1 order by id limit $2',
    [cursor, limit],
  )
  return rows.map(({ id }) => id)
}
