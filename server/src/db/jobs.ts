import type pg from 'pg'

/** Every job that there is, with its payload. Jobs are added in the transaction whose effect they are. */
export interface Jobs {
  /** Has an account's people decided again, a page at a time. */
  wake_members: { readonly account: string; readonly after: string | null }
  /** Moves the people of an account to the one that it was joined to, or back, a page at a time. */
  move_members: { readonly merge: string; readonly after: string | null }
}

export type JobName = keyof Jobs

/** Adds a job; of those with the same key only the newest stays. The queue's own functions are called in this file alone. */
export async function addJob<Name extends JobName>(
  client: Pick<pg.Pool, 'query'>,
  name: Name,
  payload: Jobs[Name],
  key: string | null = null,
): Promise<void> {
  await client.query('select graphile_worker.add_job($1, payload := $2::json, job_key := $3)', [
    name,
    JSON.stringify(payload),
    key,
  ])
}

/**
 * Lets go of jobs that have been held for a time, so that others do them: their process ended. The queue itself would
 * wait four hours. @returns how many workers held some.
 */
export async function freeJobs(client: Pick<pg.Pool, 'query'>, heldMs: number): Promise<number> {
  const { rows } = await client.query<{ workers: string[] }>(
    `select array_agg(distinct locked_by) as workers from graphile_worker.jobs
    where locked_at < now() - $1 * interval '1 millisecond'
    having count(*) > 0`,
    [heldMs],
  )
  const workers = rows[0]?.workers ?? []
  if (workers.length > 0) await client.query('select graphile_worker.force_unlock_workers($1::text[])', [workers])
  return workers.length
}
