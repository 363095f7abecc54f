import type pg from 'pg'

/** How many contacts are in each stage of each track now. */
export async function countStages(
  client: Pick<pg.Pool, 'query'>,
): Promise<readonly { readonly track: string; readonly stage: string; readonly count: number }[]> {
  const { rows } = await client.query<{ track: string; stage: string; count: number }>(
    `select track, stage, sum(count)::bigint as count
    from rollups
    where measure = 'now'
    group by track, stage`,
  )
  return rows
}
