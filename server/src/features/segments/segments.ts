import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { keptPlan } from '../../db/kept-plan.ts'
import type { Actor, Time } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'

type Client = Pick<pg.Pool, 'query'>

/** A segment as it is stored. One without a key is a filter that somebody looked at, and is kept for a while. */
export interface SegmentRow {
  readonly id: string
  readonly key: string | null
  readonly name: string
  readonly note: string
  readonly criteria: JsonObject
  readonly digest: string
  /** What its members were found with; empty: nothing yet. */
  readonly foundWith: string
  /** The last contact that the first look at everybody came to. */
  readonly cursor: string | null
  readonly done: number
  readonly total: number
  /** When everybody had been looked at; null while that goes on. */
  readonly filledAt: Time | null
  readonly members: number
  readonly broken: string | null
  readonly usedAt: Time
  readonly createdBy: Actor
  readonly createdAt: Time
  readonly changedAt: Time
}

const columns = `id, key, name, note, criteria, digest, found_with as "foundWith", cursor, done, total, filled_at as "filledAt", members, broken,
  used_at as "usedAt", created_by as "createdBy", created_at as "createdAt", changed_at as "changedAt"`

/** Saved segments, by name. */
export async function listSaved(client: Client): Promise<readonly SegmentRow[]> {
  const { rows } = await client.query<SegmentRow>(
    keptPlan(`select ${columns} from segments where key is not null order by lower(name), key`, []),
  )
  return rows
}

/** All whose members are kept: those that were saved, then the filters, the last looked at first. */
export async function listKept(client: Client): Promise<readonly SegmentRow[]> {
  const { rows } = await client.query<SegmentRow>(
    `select ${columns} from segments where not ended order by key is null, used_at desc, id`,
  )
  return rows
}

export async function findSegment(
  client: Client,
  key: string,
  lock: 'lock' | 'look' = 'look',
): Promise<SegmentRow | null> {
  const { rows } = await client.query<SegmentRow>(
    `select ${columns} from segments where key = $1 ${lock === 'lock' ? 'for update' : ''}`,
    [key],
  )
  return rows[0] ?? null
}

export async function findSegmentById(client: Client, id: string): Promise<SegmentRow | null> {
  const { rows } = await client.query<SegmentRow>(`select ${columns} from segments where id = $1`, [id])
  return rows[0] ?? null
}

export type NewSegment = Pick<
  SegmentRow,
  'id' | 'key' | 'name' | 'note' | 'criteria' | 'digest' | 'createdBy' | 'createdAt'
>

/** @returns false where there is one with the key already, or a filter with the same criteria */
export async function insertSegment(client: Client, segment: NewSegment): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into segments (id, key, name, note, criteria, digest, found_with, done, total, members, used_at, ended, created_by, created_at, changed_at)
    values ($1, $2, $3, $4, $5, $6, '', 0, 0, 0, $8, false, $7, $8, $8)
    on conflict do nothing`,
    [
      segment.id,
      segment.key,
      segment.name,
      segment.note,
      JSON.stringify(segment.criteria),
      segment.digest,
      JSON.stringify(segment.createdBy),
      sqlTime(segment.createdAt),
    ],
  )
  return rowCount === 1
}

export async function findFilter(client: Client, digest: string): Promise<SegmentRow | null> {
  const { rows } = await client.query<SegmentRow>(
    keptPlan(`select ${columns} from segments where digest = $1 and not ended order by key is null limit 1`, [digest]),
  )
  return rows[0] ?? null
}

export async function noteUse(client: Client, id: string, now: Time): Promise<void> {
  await client.query('update segments set used_at = $2 where id = $1 and used_at < $2', [id, sqlTime(now)])
}

/** Other criteria have everybody looked at anew. */
export async function updateSegment(
  client: Client,
  { id, name, note, criteria, digest }: Pick<SegmentRow, 'id' | 'name' | 'note' | 'criteria' | 'digest'>,
  now: Time,
): Promise<void> {
  await client.query(
    `update segments set name = $2, note = $3, criteria = $4, changed_at = $6,
      found_with = case when digest = $5 then found_with else '' end, filled_at = case when digest = $5 then filled_at end, digest = $5
    where id = $1`,
    [id, name, note, JSON.stringify(criteria), digest, sqlTime(now)],
  )
}

/** Takes segments out of use; who was in them is cleared away afterwards, in pages. */
export async function endSegments(client: Client, ids: readonly string[]): Promise<void> {
  await client.query('update segments set key = null, ended = true where id = any($1::uuid[])', [ids])
}

/** Filters that nobody looked at for a time, and those beyond so many. */
export async function endOldFilters(
  client: Client,
  { before, unfilledBefore, most }: { readonly before: Time; readonly unfilledBefore: Time; readonly most: number },
): Promise<void> {
  await client.query(
    `update segments set ended = true
    where key is null and not ended and (
      used_at < $1 or (filled_at is null and used_at < $2)
      or id in (select id from segments where key is null and not ended order by used_at desc, id offset $3)
    )`,
    [sqlTime(before), sqlTime(unfilledBefore), most],
  )
}

/** Clears away a page of those who were in segments that are out of use. @returns how many rows went */
export async function clearEnded(client: Client, limit: number): Promise<number> {
  const { rows } = await client.query<{ id: string }>('select id from segments where ended order by id limit 1')
  const id = rows[0]?.id
  if (id === undefined) return 0
  const { rowCount } = await client.query(
    `delete from segment_members where segment_id = $1
      and contact_id in (select contact_id from segment_members where segment_id = $1 order by contact_id limit $2)`,
    [id, limit],
  )
  if ((rowCount ?? 0) > 0) return rowCount ?? 0
  await client.query('delete from segments where id = $1', [id])
  return 1
}

/** Begins to look at everybody anew. */
export async function beginFill(client: Client, id: string, foundWith: string): Promise<void> {
  await client.query(
    `update segments set found_with = $2, cursor = null, done = 0, filled_at = null, broken = null,
      begins_after = pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
      total = greatest(0, (select reltuples::bigint from pg_class where oid = 'contacts'::regclass))
    where id = $1`,
    [id, foundWith],
  )
}

export async function breakSegment(client: Client, id: string, foundWith: string, broken: string): Promise<void> {
  await client.query(
    'update segments set found_with = $2, broken = $3, filled_at = null, begins_after = null where id = $1',
    [id, foundWith, broken],
  )
}

/** Those of these segments for which whoever began to write before them has ended. */
export async function listFillable(client: Client, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string }>(
    `select id from segments
    where id = any($1::uuid[]) and filled_at is null and begins_after <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
    [ids],
  )
  return new Set(rows.map(({ id }) => id))
}

export interface FillStep {
  readonly id: string
  readonly foundWith: string
  readonly cursor: string | null
  readonly looked: number
  readonly filledAt: Time | null
}

export async function advanceFill(
  client: Client,
  { id, foundWith, cursor, looked, filledAt }: FillStep,
): Promise<void> {
  await client.query(
    `update segments set cursor = $3, done = done + $4, total = greatest(total, done + $4), filled_at = $5
    where id = $1 and found_with = $2`,
    [id, foundWith, cursor, looked, filledAt === null ? null : sqlTime(filledAt)],
  )
}
