import type pg from 'pg'

/**
 * Pending jobs are part of a backup: they were queued in the same transactions as the facts that they react to, so the
 * snapshot's jobs are exactly what its facts still have to bring about. Without them a restored hand-off would never
 * reach anybody. What they do outside is done at least once anyway, with stable ids.
 *
 * They travel as what they were asked to do, not as rows of the queue's private tables, which change with its version.
 * Jobs that have used up their attempts stay behind, and so do the times of the last cron runs: a restored Ripen does
 * not make up for hours in which it did not exist.
 */
export const jobsSection = 'graphile_worker.jobs'

export const jobColumns = ['identifier', 'payload', 'queue', 'run_at', 'max_attempts', 'key', 'priority', 'flags']

export const exportJobs = `copy (
  select t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority,
    case when j.flags is not null then array(select jsonb_object_keys(j.flags)) end
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.attempts < j.max_attempts
  order by j.id
) to stdout`

/** Columns of their own rather than one JSON: the operators of json refuse a payload with an escaped NUL. */
export const prepareJobs = `create temporary table restored_jobs (
  place bigint generated always as identity,
  identifier text,
  payload json,
  queue text,
  run_at timestamptz,
  max_attempts int,
  key text,
  priority int,
  flags text[]
) on commit drop`

export const importJobs = `copy restored_jobs (${jobColumns.join(', ')}) from stdin`

/** Queues the jobs that were copied in. */
export async function queueRestoredJobs(client: pg.PoolClient): Promise<void> {
  await client.query(
    `select graphile_worker.add_job(
       identifier := identifier,
       payload := payload,
       queue_name := queue,
       run_at := run_at,
       max_attempts := max_attempts,
       job_key := key,
       priority := priority,
       flags := flags
     )
     from (select * from restored_jobs order by place) jobs`,
  )
}

/** Whether this database has the job queue. */
export async function hasJobQueue(client: Pick<pg.Pool, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('graphile_worker._private_jobs') is not null as there`,
  )
  return rows[0]?.there === true
}
