import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'
import type { EventMatch } from '../../domain/reports/event-words.ts'
import { matchSql, mergedPersons, notUndone } from './event-rows.ts'

export interface BetweenFound {
  readonly people: number
  readonly n: number
  readonly earlier: number
  readonly mean: number | null
  /** Times in ms by their rank, from 1: those that the quantiles lie between. */
  readonly ranked: ReadonlyMap<number, number>
}

/** The ranks between which the quantiles of `n` values lie, the least and the greatest. */
const RANKS = `array(
  select greatest(1, least(n, floor((n + 1) * share)::bigint + more))
  from unnest(array[0, 0.25, 0.5, 0.75, 0.9, 1]) share cross join unnest(array[0, 1]) more
)`

/** Of each person with an event of the first sort in the period (from $7 up to $8): its first, and the first of the second sort. */
export const begun = (first: string, second: string) => `
  firsts as (
    select coalesce(p.person, e.contact_id) as person,
      min(e.at) filter (where ${first}) as "from",
      min(e.at) filter (where ${second}) as "to"
    from events e
    left join persons p on p.id = e.contact_id
    where ((${first}) or (${second})) and ${notUndone}
    group by 1
  ),
  begun as (
    select person, "from", "to", round(extract(epoch from "to" - "from") * 1000)::float8 as ms
    from firsts
    where "from" is not null
      and ($7::timestamptz is null or "from" >= $7) and ($8::timestamptz is null or "from" < $8)
  )`

/** The time from each person's first event of one sort to its first of another. Reads all events. */
export async function findBetween(
  client: pg.PoolClient,
  from: EventMatch,
  to: EventMatch,
  period: { readonly since: Time | null; readonly until: Time | null },
): Promise<BetweenFound> {
  const [first, second] = [matchSql(from, 1), matchSql(to, 4)]
  const { rows } = await client.query<{
    people: number
    n: number
    earlier: number
    mean: number | null
    ranks: readonly number[] | null
    times: readonly number[] | null
  }>(
    `with recursive ${mergedPersons},
      ${begun(first.sql, second.sql)},
      ranked as (
        select ms, row_number() over (order by ms) as rank, count(*) over () as n from begun where ms is not null
      ),
      wanted as (select rank, ms from ranked where rank = any(${RANKS}))
    select (select count(*) from begun) as people,
      (select count(ms) from begun) as n,
      (select count(*) from begun where ms < 0) as earlier,
      (select avg(ms) from begun) as mean,
      (select array_agg(rank::float8 order by rank) from wanted) as ranks,
      (select array_agg(ms order by rank) from wanted) as times`,
    [
      ...first.values,
      ...second.values,
      period.since === null ? null : sqlTime(period.since),
      period.until === null ? null : sqlTime(period.until),
    ],
  )
  const [row] = rows
  return {
    people: row?.people ?? 0,
    n: row?.n ?? 0,
    earlier: row?.earlier ?? 0,
    mean: row?.mean ?? null,
    ranked: new Map((row?.ranks ?? []).map((rank, index) => [rank, row?.times?.[index] ?? Number.NaN])),
  }
}
