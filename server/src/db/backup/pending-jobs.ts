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

export const exportJobs = `copy (
  select json_build_object(
    'identifier', t.identifier,
    'payload', j.payload,
    'queue', q.queue_name,
    'run_at', j.run_at,
    'max_attempts', j.max_attempts,
    'key', j.key,
    'priority', j.priority,
    'flags', (select json_agg(flag) from jsonb_object_keys(j.flags) flag)
  )
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.attempts < j.max_attempts
  order by j.id
) to stdout`

export const prepareJobs = `
  create temporary table restored_jobs (place bigint generated always as identity, job json) on commit drop`

export const importJobs = 'copy restored_jobs (job) from stdin'

/** Queues the jobs that were copied in. */
export async function queueRestoredJobs(client: pg.PoolClient): Promise<void> {
  await client.query(
    `select graphile_worker.add_job(
       identifier := job ->> 'identifier',
       payload := job -> 'payload',
       queue_name := job ->> 'queue',
       run_at := (job ->> 'run_at')::timestamptz,
       max_attempts := (job ->> 'max_attempts')::int,
       job_key := job ->> 'key',
       priority := (job ->> 'priority')::int,
       flags := case json_typeof(job -> 'flags')
         when 'array' then array(select json_array_elements_text(job -> 'flags'))
       end
     )
     from (select job from restored_jobs order by place) jobs`,
  )
}

/** Whether this database has the job queue. */
export async function hasJobQueue(client: Pick<pg.Pool, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('graphile_worker._private_jobs') is not null as there`,
  )
  return rows[0]?.there === true
}
