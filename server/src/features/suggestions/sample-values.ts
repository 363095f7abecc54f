import type pg from 'pg'
import type { AskSuggestions } from '../../contract/suggestions.ts'

type Client = Pick<pg.Pool, 'query'>
type Kind = Exclude<AskSuggestions['of'], 'segments'>

export interface SampledValue {
  readonly value: string
  readonly count: number
}

/** Pages of a table that are read: the newest, and others from all over it. Of a table that is not larger, all. */
const NEWEST = 300
const ELSEWHERE = 300
const MOST_VALUES = 2000
const LONGEST = 200

interface Source {
  readonly table: 'events' | 'contacts' | 'accounts'
  /** The values of a row `t`, as a set of texts; `$1` is the name that they are wanted for. */
  readonly values: string
  readonly where?: string
  readonly needsName?: boolean
}

const stamped = (key: string) => `(select t.stamp->>'${key}' as v) x`
const keysOf = (column: string) =>
  `(select k as v from jsonb_object_keys(case jsonb_typeof(${column}) when 'object' then ${column} else '{}' end) k) x`
const scalarOf = (column: string) =>
  `(select ${column}->>$1 as v where jsonb_typeof(${column}->$1) in ('string', 'number', 'boolean')) x`

const sources: Readonly<Record<Kind, Source>> = {
  events: {
    table: 'events',
    values: '(select t.name as v) x',
    where: `t.kind in ('track', 'communication') and t.name <> ''`,
  },
  pages: { table: 'events', values: `(select t.data->>'path' as v) x`, where: `t.kind in ('page', 'screen')` },
  properties: {
    table: 'events',
    values: keysOf('t.data'),
    where: `($1 = '' or t.name = $1 or t.kind = $1)`,
    needsName: true,
  },
  property_values: { table: 'events', values: scalarOf('t.data'), where: `t.kind <> 'traits'`, needsName: true },
  traits: { table: 'contacts', values: keysOf('t.traits') },
  trait_values: { table: 'contacts', values: scalarOf('t.traits'), needsName: true },
  account_traits: { table: 'accounts', values: keysOf('t.traits') },
  account_values: { table: 'accounts', values: scalarOf('t.traits'), needsName: true },
  sources: { table: 'events', values: stamped('source') },
  mediums: { table: 'events', values: stamped('medium') },
  campaigns: { table: 'events', values: stamped('campaign') },
  points: { table: 'events', values: '(select t.name as v) x', where: `t.kind = 'conversion' and t.name <> ''` },
  lists: { table: 'events', values: '(select t.name as v) x', where: `t.kind = 'subscription' and t.name <> ''` },
  fields: {
    table: 'events',
    values: `(select f as v from jsonb_array_elements_text(case jsonb_typeof(t.data->'gave') when 'array' then t.data->'gave' else '[]' end) f) x`,
    where: `t.kind = 'conversion'`,
  },
  reasons: { table: 'events', values: `(select t.data->>'reason' as v) x`, where: `t.data ? 'reason'` },
}

/**
 * What came in, the commonest first. Reads so many pages of the table and no more, however large it is: the newest and
 * some from all over it, so that what is rare and old may be missing.
 */
export async function sampleValues(client: Client, of: Kind, name: string): Promise<readonly SampledValue[]> {
  const { table, values, where = 'true', needsName } = sources[of]
  const { rows: sizes } = await client.query<{ pages: number }>(
    `select (pg_relation_size($1::regclass) / current_setting('block_size')::bigint)::int as pages`,
    [table],
  )
  const pages = sizes[0]?.pages ?? 0
  const isSmall = pages <= NEWEST + ELSEWHERE
  const share = isSmall ? 100 : (100 * ELSEWHERE) / pages
  const from = isSmall ? '(0,0)' : `(${pages - NEWEST},0)`
  const sampled = isSmall
    ? `select t.* from ${table} t`
    : `select t.* from ${table} t where t.ctid >= '${from}'::tid
       union all select t.* from ${table} t tablesample system (${share.toFixed(6)}) where t.ctid < '${from}'::tid`
  const { rows } = await client.query<SampledValue>(
    `select v as value, count(*)::int as count
      from (${sampled}) t cross join lateral ${values}
      where ${where} and v is not null and v <> '' and length(v) <= ${LONGEST}
      group by v order by count(*) desc, v limit ${MOST_VALUES}`,
    needsName === true ? [name] : [],
  )
  return rows
}
