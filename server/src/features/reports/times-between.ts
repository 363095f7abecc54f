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
  // Within a contact and track, moves are numbered in the order of their times: the least number is the least time.
  const { rows } = await client.query<{ value: string; times: readonly number[] }>({
    name: `times-between-${by ?? ALL}`,
    text: `with begun as (
        select t.contact_id, min(t.nth) as nth, min(t.at) as at,
          ${by === null ? '$5::text' : `coalesce((array_agg(t.${columnOf[by]} order by t.nth))[1], $5)`} as value
        from transitions t
        where t.track = $1 and t.to_stage = $2 and ${dated('t')} and ${notMerged('t')}
        group by t.contact_id
      ),
      followed as (
        select b.contact_id, b.value, b.at, min(t.at) as "then"
        from transitions t
        join begun b on b.contact_id = t.contact_id and b.nth < t.nth
        where t.track = $1 and t.to_stage = $3 and ${dated('t')}
          and ($4::timestamptz is null or b.at >= $4) and ($6::timestamptz is null or b.at < $6)
        group by b.contact_id, b.value, b.at
      )
      select value, array_agg(round(extract(epoch from "then" - at) * 1000)::float8) as times from followed group by value`,
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
