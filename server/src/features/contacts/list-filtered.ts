import type pg from 'pg'
import { type ContactItem, NO_STAGE } from '../../contract/contacts.ts'
import type { Page, PageQuery, Total } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { decodeCursor, encodeCursor } from '../../db/keyset.ts'
import type { Time } from '../../domain/facts.ts'
import { type Lens, listItems } from './contact-item.ts'
import { isOwnedBy, type Visible } from './visible.ts'

type Client = Pick<pg.Pool, 'query'>
type Param = (value: unknown) => `$${number}`

/** A yes or no question about a contact `c`; never null. */
export type Question = (param: Param) => string

export interface FilteredQuery extends PageQuery {
  readonly stage?: string | undefined
  readonly visible: Visible
  readonly question: Question
  /** A segment with few people in which all are who are asked for; null: there is none. */
  readonly among: string | null
}

/** Contacts that one page looks at in the order of the list. */
const WALKED = 20_000
const FIRST_LOOK = 200
const LARGEST_LOOK = 5000

interface Place {
  readonly id: string
  readonly bucket: number
  /** Null behind those who stand in a stage. */
  readonly since: Time | null
}

const NOWHERE = '-infinity'
const BEFORE_UNPLACED: Pick<Place, 'id' | 'since'> = { id: 'ffffffff-ffff-ffff-ffff-ffffffffffff', since: null }

/**
 * Contacts of whom a question holds: the latest movers first, then those who stand in no stage. What a page costs is bounded: it may end
 * before it is full, and `next` then goes on where it has looked.
 */
export async function listFiltered(
  client: Client,
  query: FilteredQuery,
  lens: Lens,
  size: () => Promise<number>,
): Promise<Page<ContactItem> & { total: Total }> {
  const cursor = decodeCursor(query.cursor, ['time?', 'uuid'])
  const after = cursor === null ? null : { since: cursor[0], id: cursor[1] }
  const found =
    query.among === null && query.visible === 'all'
      ? await walk(client, query, lens, after, size)
      : await amongFew(client, query, lens, after)
  const items = await listItems(
    client,
    found.places.map(({ id, bucket }) => ({ contact: id, bucket })),
    lens,
  )
  const { next, total } = found
  return { items, next: next === null ? null : encodeCursor([next.since, next.id]), total }
}

interface Found {
  readonly places: readonly Place[]
  readonly next: Pick<Place, 'id' | 'since'> | null
  readonly total: Total
}

type After = Pick<Place, 'id' | 'since'> | null

/** The people of a small segment, or those whom somebody is shown, are asked one by one and put in order. */
async function amongFew(
  client: Client,
  { among, question, stage, visible, limit }: FilteredQuery,
  lens: Lens,
  after: After,
): Promise<Found> {
  const values: unknown[] = []
  const param: Param = (value) => `$${values.push(value)}`
  const { rows } = await client.query<Omit<Place, 'id'> & { id: string | null; total: number }>(
    `with people as materialized (
      select c.id, c.bucket, coalesce(p.since, '${NOWHERE}') as since
      from ${among === null ? '' : 'segment_members m join '}contacts c
        ${among === null ? '' : 'on c.id = m.contact_id and c.bucket = m.bucket'}
      left join positions p on p.contact_id = c.id and p.bucket = c.bucket and p.track = ${param(lens.track)}
      where c.merged_into is null and c.sealed_at is null
        ${among === null ? '' : `and m.segment_id = ${param(among)}`} ${stageIs(stage, param)} ${shownTo(visible, param)}
        and ${question(param)}
    )
    select page.id, page.bucket, nullif(page.since, '${NOWHERE}') as since, (select count(*) from people) as total
    from (select 1) one
    left join lateral (
      select * from people
      where ${after === null ? 'true' : `(since, id) < (${param(after.since === null ? NOWHERE : sqlTime(after.since))}::timestamptz, ${param(after.id)}::uuid)`}
      order by since desc, id desc limit ${param(limit + 1)}
    ) page on true
    order by page.since desc, page.id desc`,
    values,
  )
  const places = rows.flatMap(({ id, bucket, since }) => (id === null ? [] : [{ id, bucket, since }]))
  const shown = places.slice(0, limit)
  return {
    places: shown,
    next: places.length > limit ? (shown.at(-1) ?? null) : null,
    total: { count: rows[0]?.total ?? 0, exact: true },
  }
}

function stageIs(stage: string | undefined, param: Param): string {
  if (stage === undefined) return ''
  return stage === NO_STAGE ? 'and p.stage is null' : `and p.stage = ${param(stage)}`
}

function shownTo(visible: Visible, param: Param): string {
  return visible === 'all' ? '' : `and ${isOwnedBy('c', param(visible.owners))}`
}

/** People in the order of the list, each asked: first those in a stage, then the others. */
async function walk(
  client: Client,
  query: FilteredQuery,
  lens: Lens,
  after: After,
  size: () => Promise<number>,
): Promise<Found> {
  const { limit, stage } = query
  const places: Place[] = []
  let [seen, found] = [0, 0]
  let last = after
  let part = firstPart(stage, after)
  // Beyond a full page it goes on as far as it costs little: then the number of all is known, not guessed.
  while (part !== null && seen < WALKED && (places.length <= limit || seen < FIRST_LOOK * 5)) {
    const count = Math.min(WALKED - seen, seen === 0 ? FIRST_LOOK : LARGEST_LOOK)
    const looked = await look(client, query, lens, { part, after: last, count })
    seen += looked.seen
    found += looked.fitting.length
    places.push(...looked.fitting)
    last = looked.last ?? last
    if (looked.seen < count)
      [part, last] = part === 'placed' && stage === undefined ? ['unplaced', BEFORE_UNPLACED] : [null, null]
  }
  const shown = places.slice(0, limit)
  const exact = part === null && after === null
  const guess = exact || seen === 0 ? 0 : Math.round((found / seen) * (await size()))
  const next = places.length > limit ? (shown.at(-1) ?? null) : part === null ? null : last
  return { places: shown, next, total: { count: Math.max(found, guess), exact } }
}

type Part = 'placed' | 'unplaced'

function firstPart(stage: string | undefined, after: After): Part | null {
  return stage === NO_STAGE || (after !== null && after.since === null) ? 'unplaced' : 'placed'
}

interface Look {
  readonly part: Part
  readonly after: After
  readonly count: number
}

async function look(client: Client, { question, stage }: FilteredQuery, lens: Lens, { part, after, count }: Look) {
  const values: unknown[] = []
  const param: Param = (value) => `$${values.push(value)}`
  const seen =
    part === 'placed' ? placed(lens, stage, { after, count }, param) : unplaced(lens, { after, count }, param)
  const { rows } = await client.query<{
    seen: number
    lastId: string | null
    lastSince: Time | null
    id: string | null
    bucket: number
    since: Time | null
  }>(
    `with seen as materialized (${seen})
    select (select count(*) from seen) as seen, l.id as "lastId", l.since as "lastSince", f.id, f.bucket, f.since
    from (select 1) one
    left join lateral (select id, since from seen order by since, id limit 1) l on true
    left join lateral (
      select s.id, s.bucket, s.since from seen s join contacts c on c.id = s.id and c.bucket = s.bucket
      where ${question(param)}
    ) f on true
    order by f.since desc, f.id desc`,
    values,
  )
  const [first] = rows
  return {
    seen: first?.seen ?? 0,
    fitting: rows.flatMap(({ id, bucket, since }) => (id === null ? [] : [{ id, bucket, since }])),
    last: first === undefined || first.lastId === null ? null : { id: first.lastId, since: first.lastSince },
  }
}

function placed(lens: Lens, stage: string | undefined, { after, count }: Omit<Look, 'part'>, param: Param): string {
  const from =
    after === null || after.since === null
      ? ''
      : `and (since, contact_id) < (${param(sqlTime(after.since))}::timestamptz, ${param(after.id)}::uuid)`
  return `select contact_id as id, bucket, since from positions
    where track = ${param(lens.track)} ${stage === undefined ? '' : `and stage = ${param(stage)}`} ${from}
    order by since desc, contact_id desc limit ${param(count)}`
}

function unplaced(lens: Lens, { after, count }: Omit<Look, 'part'>, param: Param): string {
  const elsewhere =
    (lens.program?.tracks.length ?? 1) > 1
      ? `c.merged_into is null and not exists (select from positions p where p.contact_id = c.id and p.track = ${param(lens.track)})
        and (c.unplaced or exists (select from positions p where p.contact_id = c.id))`
      : 'c.unplaced'
  return `select c.id, c.bucket, null::timestamptz as since from contacts c
    where ${elsewhere} ${after === null ? '' : `and c.id < ${param(after.id)}::uuid`}
    order by c.id desc limit ${param(count)}`
}

/** Of some contacts those of whom a question holds. */
export async function keepAsked(
  client: Client,
  ids: readonly string[],
  question: Question,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const values: unknown[] = []
  const param: Param = (value) => `$${values.push(value)}`
  const { rows } = await client.query<{ id: string }>(
    `select c.id from contacts c where c.id = any(${param(ids)}::uuid[]) and ${question(param)}`,
    values,
  )
  return new Set(rows.map(({ id }) => id))
}
