import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'

export interface Figures {
  /** How long the longest waiting contact has been due to be looked at again; 0 where none is. */
  readonly wakeLagSeconds: number
  /** How long the oldest event of an account waits to be taken into account. */
  readonly accountLagSeconds: number
  /** How much of the refold to the newest version is done, from 0 to 1; 1 where there is none. */
  readonly refoldProgress: number
  readonly jobs: number
  readonly rejectedMessages: number
}

/** What the database knows of how far behind the workers are. */
export async function readFigures(client: Pick<pg.Pool, 'query'>, now: Time): Promise<Figures> {
  const { rows } = await client.query<{
    wake: Time | null
    account: Time | null
    refold: number | null
    jobs: number
    rejected: number
  }>(
    `select
      (select min(wake_at) from contacts where wake_at <= $1) as wake,
      (select min(received_at) from account_events where seq is null) as account,
      -- Contacts that are new meanwhile are gone through too: it is done when it is finished, not before.
      (select case when finished_at is not null then 1 else least(done::float8 / greatest(total, 1), 0.999) end
        from refolds order by version desc limit 1) as refold,
      -- Those at their last attempt were replaced by newer ones of the same key while they ran, or failed for good.
      (select count(*) from graphile_worker.jobs where attempts < max_attempts or locked_at is not null) as jobs,
      (select count(*) from (select 1 from rejected_messages limit 100001) r) as rejected`,
    [sqlTime(now)],
  )
  const row = rows[0]
  const since = (time: Time | null | undefined) => (time == null ? 0 : Math.max(0, now - time) / 1000)
  return {
    wakeLagSeconds: since(row?.wake),
    accountLagSeconds: since(row?.account),
    refoldProgress: row?.refold ?? 1,
    jobs: row?.jobs ?? 0,
    rejectedMessages: row?.rejected ?? 0,
  }
}
