import type pg from 'pg'
import { type ContactItem, NO_STAGE } from '../../contract/contacts.ts'
import type { Page, PageQuery, Total } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { keptPlan } from '../../db/kept-plan.ts'
import { decodeCursor, encodeCursor } from '../../db/keyset.ts'
import type { Time } from '../../domain/facts.ts'
import { type Lens, listItems } from './contact-item.ts'
import { type After, type Found, membersInOrder, NOWHERE, type Param, type Place, stageIs } from './list-members.ts'
import { isOwnedBy, type Visible } from './visible.ts'

type Client = Pick<pg.Pool, 'query'>

/** A yes or no question about a contact `c`; never null. */
export type Question = (param: Param) => string

export interface FilteredQuery extends PageQuery {
  readonly stage?: string | undefined
  readonly visible: Visible
  readonly question: Question
  /** A segment with few people in which all are who are asked for; null: there is none. */
  readonly among: string | null
  /** The same of one with more people: who is in it is told before anything else is asked. */
  readonly within: string | null
  /** Whether the question is worded in few ways, so that a connection may keep plans for them. */
  readonly hasFewTexts: boolean
}

/** Contacts that one page looks at in the order of the list. */
const WALKED = 1000
/** Where only those are looked at who are in a segment. */
const WALKED_WITHIN = 60_000
const FIRST_LOOK = 200
const FIRST_LOOK_WITHIN = 5000
/** Lists up to here are looked at to their end, so that the number of all is known. */
const SHORT = 1000

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
  let known: Promise<number> | undefined
  const sizeOnce = () => {
    known ??= size()
    return known
  }
  const cursor = decodeCursor(query.cursor, ['time?', 'uuid'])
  const after = cursor === null ? null : { since: cursor[0], id: cursor[1] }
  const found = await placesOf(client, query, lens, after, sizeOnce)
  const items = await listItems(
    client,
    found.places.map(({ id, bucket }) => ({ contact: id, bucket })),
    lens,
  )
  const { next, total } = found
  return { items, next: next === null ? null : encodeCursor([next.since, next.id]), total }
}

function placesOf(
  client: Client,
  query: FilteredQuery,
  lens: Lens,
  after: After,
  size: () => Promise<number>,
): Promise<Found> {
  const { among, visible, hasFewTexts } = query
  if (visible !== 'all' || (among !== null && !hasFewTexts)) return amongFew(client, query, lens, after)
  return among === null
    ? walk(client, query, lens, after, size)
    : membersInOrder(client, { ...query, among }, lens, after)
}

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
  const { limit, stage, within } = query
  const most = within === null ? WALKED : WALKED_WITHIN
  const places: Place[] = []
  let [seen, found] = [0, 0]
  let last = after
  let part = firstPart(stage, after)
  while (part !== null && seen < most && (places.length <= limit || (seen < SHORT && (await size()) <= SHORT))) {
    const count = Math.min(most - seen, nextLook({ seen, found, wanted: limit + 1, isLight: within !== null }))
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

/** How many are looked at next: as many as are likely to fill the page. */
function nextLook({ seen, found, wanted, isLight }: NextLook): number {
  if (seen === 0) return isLight ? FIRST_LOOK_WITHIN : FIRST_LOOK
  const likely = found === 0 ? 5 * seen : Math.ceil((1.3 * (wanted - found) * seen) / found)
  return Math.max(FIRST_LOOK, likely)
}

interface NextLook {
  readonly seen: number
  readonly found: number
  readonly wanted: number
  /** Whether a look at one more costs next to nothing. */
  readonly isLight: boolean
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

async function look(
  client: Client,
  { question, stage, within, hasFewTexts }: FilteredQuery,
  lens: Lens,
  { part, after, count }: Look,
) {
  const values: unknown[] = []
  const param: Param = (value) => `$${values.push(value)}`
  const seen =
    part === 'placed' ? placed(lens, stage, { after, count }, param) : unplaced(lens, { after, count }, param)
  // Not a join: whoever is asked for is looked up in the order of the list, among members that were put into a table once where that is cheaper.
  const members =
    within === null
      ? ''
      : `where (exists (select from segment_members m where m.segment_id = ${param(within)} and m.contact_id = seen.id)) is true`
  const asked = hasFewTexts && within === null ? keptPlan : (text: string, values: unknown[]) => ({ text, values })
  const { rows } = await client.query<{
    seen: number
    lastId: string | null
    lastSince: Time | null
    id: string | null
    bucket: number
    since: Time | null
  }>(
    asked(
      `with seen as materialized (${seen})
    select (select count(*) from seen) as seen, l.id as "lastId", l.since as "lastSince", f.id, f.bucket, f.since
    from (select 1) one
    left join lateral (select id, since from seen order by since, id limit 1) l on true
    left join lateral (
      select s.id, s.bucket, s.since from (select * from seen ${members} offset 0) s join contacts c on c.id = s.id and c.bucket = s.bucket
      where ${question(param)}
    ) f on true
    order by f.since desc, f.id desc`,
      values,
    ),
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
