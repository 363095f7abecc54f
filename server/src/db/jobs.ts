import type pg from 'pg'

/** Every job that there is, with its payload. Jobs are added in the transaction whose effect they are. */
export interface Jobs {
  /** Has an account's people decided again, a page at a time. */
  wake_members: { readonly account: string; readonly after: string | null }
}

export type JobName = keyof Jobs

/** Adds a job; of those with the same key only the newest stays. The only caller of the queue's own function. */
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
