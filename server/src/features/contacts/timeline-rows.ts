import type pg from 'pg'
import type { TimelineEvent, TimelineQuery } from '../../contract/timeline.ts'
import { timelineSorts } from '../../contract/timeline.ts'
import type { Time } from '../../domain/facts.ts'
import { FIRST_ID, LAST_ID } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { EventKind } from '../../domain/vocabulary.ts'

type Client = Pick<pg.Pool, 'query'>

export interface TimelineRow {
  readonly id: string
  readonly contact: string
  readonly kind: EventKind
  readonly name: string
  /** What was sent; of much only the beginning. */
  readonly data: JsonObject
  readonly stamp: JsonObject | null
  readonly at: Time
  readonly sort: TimelineEvent['sort']
}

/** The rows whose events are a person's, and what of them is left out. */
export interface TimelineSource {
  readonly family: readonly string[]
  readonly partners: readonly string[]
  /** Sources of imports that were undone. */
  readonly undone: readonly string[]
}

export interface Stretch {
  readonly direction: 'older' | 'newer'
  /** An event's id, which is left out; null: the very newest. */
  readonly from: string | null
  readonly limit: number
}

type Filter = Pick<TimelineQuery, 'sort' | 'q'>

/** Events that a search, or a filter alone, looks at before it asks whether to go on. */
const SEARCHED = 5000
const FILTERED = 8000
/** Larger data are not told whole (bytes). */
const LARGE = 2000

/** Where a look begins that has no place yet: always a bound, so that the index is entered there. */
const END = { older: LAST_ID, newer: FIRST_ID } as const

/** What sort of thing an event is. The only place where that is said, since filters need it too. */
const sortOf = `case
    when kind in ('page', 'screen') then 'web'
    when kind = 'conversion' then 'forms'
    when kind = 'subscription' then 'email'
    when kind in ('opportunity', 'handoff', 'answer') then 'sales'
    when kind in ('traits', 'membership', 'merge', 'void', 'erase', 'ruling', 'asserted') then 'changes'
    when kind = 'communication' and data ->> 'medium' = 'email' or name ~* '^e-?mail\\M' then 'email'
    when kind = 'communication' or name ~* '\\m(meeting|call|demo|quote)\\M' then 'sales'
    when name ~* '\\m(form|chat)\\M' then 'forms'
    else 'other'
  end`

/** Of large data the beginnings, so that a page of them stays small: texts are cut, and of objects only the names are told. */
const shownData = `case when pg_column_size(data) <= ${LARGE} then data else (
    select coalesce(jsonb_object_agg(left(key, 80), case jsonb_typeof(value)
      when 'string' then to_jsonb(left(value #>> '{}', 200))
      when 'object' then (select coalesce(jsonb_object_agg(left(inner_key, 80), true), '{}') from jsonb_object_keys(value) inner_key)
      when 'array' then 'null'::jsonb
      else value end), '{}')
    from jsonb_each(data)
  ) end`

/** Events of a person on one side of a place, the nearest first, and where looking ended before enough was found (null: it did not). */
export async function readTimeline(
  client: Client,
  { family, partners, undone }: TimelineSource,
  { direction, from, limit }: Stretch,
  { sort, q }: Filter,
): Promise<{ readonly rows: readonly TimelineRow[]; readonly stoppedAt: string | null }> {
  const [sign, order] = direction === 'older' ? ['<', 'desc'] : ['>', 'asc']
  const looked = q !== undefined ? SEARCHED : sort !== undefined ? FILTERED : null
  const all = [...family, ...partners]
  const { rows } = await client.query<TimelineRow>({
    name: `read-timeline-${direction}`,
    text: `select e.* from unnest($1::uuid[]) r(row_id)
      cross join lateral (
        select id, contact_id as contact, kind, name, ${shownData} as data, stamp, at, ${sortOf} as sort
        from (
          select * from events
          where contact_id = r.row_id and id ${sign} $3::uuid
          order by id ${order}
          limit $4
        ) w
        where source <> all($5::text[])
          and case when came_by is null then contact_id = any($2::uuid[]) else came_by = any($2::uuid[]) end
          and ($6::text[] is null or ${sortOf} = any($6))
          and ($7::text is null or position($7 in lower(name)) > 0
            or (pg_column_size(data) <= 10 * ${LARGE} and position($8 in lower(data::text)) > 0)
            or position($8 in lower(stamp::text)) > 0)
        order by id ${order}
        limit $9
      ) e
      order by e.id ${order}
      limit $9`,
    values: [
      all,
      family,
      from ?? END[direction],
      looked,
      undone,
      sort === undefined || sort.length === timelineSorts.length ? null : sort,
      q === undefined ? null : q.toLowerCase(),
      // As it stands in the text of JSON: quotes and backslashes have a backslash before them.
      q === undefined ? null : JSON.stringify(q.toLowerCase()).slice(1, -1),
      limit,
    ],
  })
  if (looked === null || rows.length >= limit) return { rows, stoppedAt: null }
  const stoppedAt = await findStop(client, all, { direction, from, looked })
  return { rows: stoppedAt === null ? rows : rows.filter(({ id }) => isWithin(id, stoppedAt, direction)), stoppedAt }
}

const isWithin = (id: string, stop: string, direction: Stretch['direction']): boolean =>
  direction === 'older' ? id >= stop : id <= stop

/** The nearest place at which the look at a row ended: behind it, others were perhaps seen and not all. */
async function findStop(
  client: Client,
  contacts: readonly string[],
  { direction, from, looked }: Pick<Stretch, 'direction' | 'from'> & { readonly looked: number },
): Promise<string | null> {
  const [sign, order, nearest] = direction === 'older' ? ['<', 'desc', 'desc'] : ['>', 'asc', 'asc']
  const { rows } = await client.query<{ id: string }>({
    name: `find-timeline-stop-${direction}`,
    text: `select e.id from unnest($1::uuid[]) r(row_id)
      cross join lateral (
        select id from events where contact_id = r.row_id and id ${sign} $2::uuid
        order by id ${order} offset $3 limit 1
      ) e
      order by e.id ${nearest}
      limit 1`,
    values: [contacts, from ?? END[direction], looked - 1],
  })
  return rows[0]?.id ?? null
}
