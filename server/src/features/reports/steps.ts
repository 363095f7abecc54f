import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'
import type { EventKind } from '../../domain/vocabulary.ts'
import { eventWord, mergedPersons, notUndone } from './event-rows.ts'

export interface StepsFound {
  readonly contacts: number
  readonly events: number
  readonly steps: number
  readonly sorts: number
  /** Commonest first. */
  readonly rows: readonly { readonly from: string; readonly to: string; readonly count: number }[]
}

export interface StepsQuery {
  readonly kinds: readonly EventKind[]
  readonly since: Time | null
  readonly until: Time | null
  readonly limit: number
}

/** Each event of some kinds ($1) in a period (from $2 up to $3), with the one that follows it in its person's history. */
export const followed = `
  words as (
    select coalesce(p.person, e.contact_id) as person, e.at, e.id, ${eventWord} as word
    from events e
    left join persons p on p.id = e.contact_id
    where e.kind = any($1::text[]) and ${notUndone}
      and ($2::timestamptz is null or e.at >= $2) and ($3::timestamptz is null or e.at < $3)
  ),
  followed as (
    select person, at, word, lead(word) over (partition by person order by at, id) as next from words
  )`

/** How often which event follows which, per person in the order of its history. Reads all events. */
export async function findSteps(
  client: pg.PoolClient,
  { kinds, since, until, limit }: StepsQuery,
): Promise<StepsFound> {
  const { rows } = await client.query<StepsFound>(
    `with recursive ${mergedPersons},
      ${followed},
      counted as (
        select word as "from", next as "to", count(*) as count from followed where next is not null group by word, next
      )
    select (select count(distinct person) from words) as contacts,
      (select count(*) from words) as events,
      (select coalesce(sum(count), 0)::bigint from counted) as steps,
      (select count(*) from counted) as sorts,
      coalesce((
        select json_agg(c order by count desc, "from", "to")
        from (select * from counted order by count desc, "from", "to" limit $4) c
      ), '[]') as rows`,
    [[...kinds], since === null ? null : sqlTime(since), until === null ? null : sqlTime(until), limit],
  )
  return rows[0] ?? { contacts: 0, events: 0, steps: 0, sorts: 0, rows: [] }
}
