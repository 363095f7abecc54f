import type pg from 'pg'
import { jsonRows } from '../../db/json-rows.ts'
import { keptPlan } from '../../db/kept-plan.ts'

type Client = Pick<pg.Pool, 'query'>

export interface StageCount {
  readonly track: string
  readonly stage: string
  readonly count: number
}

/** How many contacts are in each stage of each track now. */
export async function countStages(client: Client): Promise<readonly StageCount[]> {
  const { rows } = await client.query<StageCount>(
    keptPlan(
      `select track, stage, sum(count)::bigint as count
    from stage_counts
    group by track, stage
    having sum(count) <> 0
    order by track, stage`,
      [],
    ),
  )
  return rows
}

/** Adds to the counts of a lane. Each writer has a lane of its own, so that none waits for another. */
export async function addStageCounts(
  client: pg.PoolClient,
  lane: number,
  changes: readonly StageCount[],
): Promise<void> {
  if (changes.length === 0) return
  await client.query({
    name: 'add-stage-counts',
    text: `insert into stage_counts (lane, track, stage, count)
      select $2, r.track, r.stage, r.count
      from json_to_recordset($1) as r(track text, stage text, count bigint)
      order by r.track, r.stage
      on conflict (lane, track, stage) do update set count = stage_counts.count + excluded.count`,
    values: [jsonRows(changes), lane],
  })
}

/** Puts a fresh count of the positions in the place of what is kept. */
export async function recountStages(client: pg.PoolClient): Promise<void> {
  await client.query('delete from stage_counts')
  await client.query(
    `insert into stage_counts (lane, track, stage, count)
     select 0, track, stage, count(*) from positions group by track, stage`,
  )
}

/** A count of the positions themselves. */
export async function countPositions(client: Client): Promise<readonly StageCount[]> {
  const { rows } = await client.query<StageCount>(
    'select track, stage, count(*) as count from positions group by track, stage order by track, stage',
  )
  return rows
}
