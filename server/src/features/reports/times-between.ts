import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { columnOf, dated, notMerged } from '../../db/standing-sql.ts'
import { EMPTY } from '../../domain/cells.ts'
import type { StageKey, Time } from '../../domain/facts.ts'
import { ALL, type Dimension } from '../../domain/reports/dimensions.ts'

export interface TimesQuery {
  readonly track: string
  readonly from: StageKey
  readonly to: StageKey
  readonly by: Dimension | null
  /** In which the first stage was entered. */
  readonly since: Time | null
  readonly until: Time | null
}

/** Every single time between the first entry into a stage and the next into another, in ms, by value. */
export async function timesBetween(
  client: Pick<pg.Pool, 'query'>,
  { track, from, to, by, since, until }: TimesQuery,
): Promise<ReadonlyMap<string, readonly number[]>> {
  // Begins with the later stage, which fewer have entered.
  const { rows } = await client.query<{ value: string; times: readonly number[] }>({
    name: `times-between-${by ?? ALL}`,
    text: `select f.value, array_agg(round(extract(epoch from t.at - f.at) * 1000)::float8) as times
      from transitions t
      cross join lateral (
        select e.nth, e.at, ${by === null ? '$5' : `coalesce(e.${columnOf[by]}, $5)`}::text as value
        from transitions e
        where e.contact_id = t.contact_id and e.track = t.track and e.to_stage = $2 and ${dated('e')}
        order by e.nth
        limit 1
      ) f
      where t.track = $1 and t.to_stage = $3 and ${dated('t')} and ${notMerged('t')}
        and f.nth < t.nth
        and ($4::timestamptz is null or (t.at >= $4 and f.at >= $4))
        and ($6::timestamptz is null or f.at < $6)
        and not exists (
          select from transitions x
          where x.contact_id = t.contact_id and x.track = t.track and x.to_stage = $3 and ${dated('x')}
            and x.nth > f.nth and x.nth < t.nth
        )
      group by f.value`,
    values: [
      track,
      from,
      to,
      since === null ? null : sqlTime(since),
      by === null ? ALL : EMPTY,
      until === null ? null : sqlTime(until),
    ],
  })
  return new Map(rows.map(({ value, times }) => [value, times]))
}
