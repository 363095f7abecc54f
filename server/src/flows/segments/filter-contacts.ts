import { setTimeout as sleep } from 'node:timers/promises'
import type { ContactItem, ContactPage, ContactsQuery } from '../../contract/contacts.ts'
import type { Counting } from '../../contract/filter.ts'
import type { Page, Total } from '../../contract/page.ts'
import type { Criteria, PeopleCounted } from '../../contract/segments.ts'
import { newId } from '../../db/new-id.ts'
import { together } from '../../db/reading.ts'
import { AppError } from '../../domain/app-error.ts'
import { hash } from '../../domain/hash.ts'
import { canonical, type JsonObject } from '../../domain/json.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import type { Lens } from '../../features/contacts/contact-item.ts'
import { countUnplaced } from '../../features/contacts/list-contacts.ts'
import { keepAsked, listFiltered, type Question } from '../../features/contacts/list-filtered.ts'
import type { Visible } from '../../features/contacts/visible.ts'
import { countStages } from '../../features/rollups/stage-counts.ts'
import { criteriaSql } from '../../features/segments/criteria-sql.ts'
import {
  findFilter,
  findSegmentById,
  insertSegment,
  listSaved,
  noteUse,
  type SegmentRow,
} from '../../features/segments/segments.ts'
import { lensOf } from '../browse-contacts.ts'
import { type Reading, reading } from '../reading.ts'
import type { Ripen } from '../ripen.ts'
import { keepSegments, savedOf } from './keep-segments.ts'
import { NoSuchSegment } from './no-such-segment.ts'
import { FaultyCriteria, type ReadyCriteria, readCriteria, refuseShapeless } from './read-criteria.ts'

/** Milliseconds that whoever asks for behaviour waits for everybody to be looked at. */
const PATIENCE = 700
/** Segments with fewer people are read whole, and put in order. */
const FEW = 1500
/** Of segments with fewer people those are found first who are in it, before anything else is asked of them. */
const MANY = 20_000
/** A page with fewer people, of which there are more, has everybody looked at once in the background. */
const FEW_ON_A_PAGE = 3
/** Contacts in no stage that are counted for an estimate. */
const UNPLACED_COUNTED = 1000
/** A look is noted to the minute: whoever reads does not write each time. */
const NOTED = 60_000

/** What a list is narrowed by, ready to be asked. */
interface Filter {
  readonly question: Question
  /** A segment with few people in which all are who are asked for. */
  readonly among: string | null
  /** The same of one with more people. */
  readonly within: string | null
  /** Whether the question is worded in few ways. */
  readonly hasFewTexts: boolean
  /** How many there are, where that is known without looking. */
  readonly members: number | null
  /** Not null while not everybody was looked at: nobody can be shown yet. */
  readonly counting: Counting | null
  /** Whether all of it is answered from columns. */
  readonly kept: PeopleCounted['kept']
}

type Asked = Pick<ContactsQuery, 'where' | 'segment'>

/** Whether a list is narrowed by criteria or by a segment. */
export function isFiltered({ where, segment }: Asked): boolean {
  return where !== undefined || segment !== undefined
}

/** The criteria that a query holds as JSON. */
export function criteriaOf(where: string): JsonObject {
  let read: unknown
  try {
    read = JSON.parse(where)
  } catch (error) {
    throw new AppError('invalid', `\`where\` is no JSON: ${(error as Error).message}.`)
  }
  refuseShapeless(read)
  return read
}

/** Makes ready what a list is narrowed by. */
async function filterOf(ripen: Ripen, { where, segment }: Asked): Promise<Filter> {
  const [head, saved] = await reading(ripen, (one) => together(one.client, one.head, () => listSaved(one.client)))
  if (head === null) throw new AppError('conflict', 'No lifecycle is published yet, so that criteria mean nothing.')
  const parts: Filter[] = []
  if (segment !== undefined) {
    const row = saved.find(({ key }) => key === segment)
    if (row === undefined)
      throw new NoSuchSegment(
        segment,
        saved.flatMap(({ key }) => key ?? []),
      )
    parts.push(await partOf(ripen, readyOf(head, saved, row.criteria), row.criteria, row))
  }
  if (where !== undefined) {
    const criteria = criteriaOf(where)
    parts.push(await partOf(ripen, readyOf(head, saved, criteria), criteria, null))
  }
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only
  return {
    question: (param) => parts.map(({ question }) => question(param)).join(' and ') || 'true',
    among: parts.find(({ among }) => among !== null)?.among ?? null,
    within: parts.find(({ within }) => within !== null)?.within ?? null,
    hasFewTexts: false,
    members: null,
    counting: parts.find(({ counting }) => counting !== null)?.counting ?? null,
    kept: parts.every(({ kept }) => kept === 'columns') ? 'columns' : 'walk',
  }
}

function readyOf(head: Program, saved: readonly SegmentRow[], criteria: JsonObject): ReadyCriteria {
  const read = readCriteria(head, savedOf(saved), criteria)
  if ('faults' in read) throw new FaultyCriteria(read.faults)
  return read.ready
}

async function partOf(
  ripen: Ripen,
  ready: ReadyCriteria,
  criteria: JsonObject,
  segment: SegmentRow | null,
): Promise<Filter> {
  const columns = criteriaSql(ready.head, ready.asked, ripen.now())
  const digest = digestOf(criteria)
  let row = segment ?? (await findFilter(ripen.db.pool, digest))
  if (columns === null) {
    row = await settle(ripen, row ?? (await keepFilter(ripen, criteria)), ready)
  }
  if (row !== null && segment === null && row.usedAt < ripen.now() - NOTED)
    await noteUse(ripen.db.pool, row.id, ripen.now())
  const isFound = row !== null && isReady(row, ready)
  const kept = columns === null ? 'walk' : 'columns'
  const none = { among: null, within: null, hasFewTexts: false }
  if (columns !== null && (row === null || !isFound || row.members > MANY))
    return { question: columns, ...none, members: isFound ? (row?.members ?? null) : null, counting: null, kept }
  if (row === null || !isFound)
    return { question: () => 'false', ...none, members: null, counting: countingOf(row), kept }
  return {
    question: memberOf(row.id),
    hasFewTexts: true,
    among: row.members <= FEW ? row.id : null,
    within: row.members > FEW && row.members <= MANY ? row.id : null,
    members: row.members,
    counting: null,
    kept,
  }
}

function memberOf(id: string): Question {
  return (param) =>
    `exists (select from segment_members sm where sm.contact_id = c.id and sm.segment_id = ${param(id)} and sm.bucket = c.bucket)`
}

/** Whether everybody was looked at, with what the criteria mean now. */
export function isReady({ filledAt, foundWith }: SegmentRow, ready: ReadyCriteria): boolean {
  return filledAt !== null && foundWith === ready.foundWith
}

export function countingOf(row: Pick<SegmentRow, 'done' | 'total'> | null): Counting {
  return { done: row?.done ?? 0, total: Math.max(row?.total ?? 0, row?.done ?? 0) }
}

export function digestOf(criteria: JsonObject): string {
  return hash(canonical(criteria))
}

/** Keeps who fits a filter that nobody saved, for a while: whoever asks the same has the same. */
async function keepFilter(ripen: Ripen, criteria: JsonObject): Promise<SegmentRow | null> {
  const { pool } = ripen.db
  const now = ripen.now()
  const digest = digestOf(criteria)
  await insertSegment(pool, {
    id: newId(now),
    key: null,
    name: '',
    note: '',
    criteria,
    digest,
    createdBy: 'system',
    createdAt: now,
  })
  return findFilter(pool, digest)
}

/** Looks at people until all were looked at, or for as long as somebody waits for an answer. */
async function settle(ripen: Ripen, row: SegmentRow | null, ready: ReadyCriteria): Promise<SegmentRow | null> {
  const until = performance.now() + PATIENCE
  let found = row
  while (found !== null && !isReady(found, ready) && performance.now() < until) {
    if ((await keepSegments(ripen)) === 0) await sleep(20)
    found = await findSegmentById(ripen.db.pool, found.id)
  }
  return found
}

/** A page of contacts of whom criteria hold, of those that somebody is shown. */
export async function browseFiltered(
  ripen: Ripen,
  query: ContactsQuery,
  visible: Visible,
  browse: ((query: ContactsQuery) => Promise<ContactPage>) | null,
): Promise<ContactPage> {
  const filter = await filterOf(ripen, query)
  if (filter.counting !== null)
    return { items: [], next: null, total: { count: 0, exact: false }, counting: filter.counting }
  if (browse !== null) return sieve(ripen, query, filter, browse)
  const { stage, cursor, limit } = query
  const page = await reading(ripen, async (one) => {
    const lens = lensOf(ripen, await one.head(), query.track)
    return listFiltered(one.client, { stage, cursor, limit, visible, ...filter }, lens, () => sizeOf(one.client, lens))
  })
  // So few that looking for them in order costs much: the next pages, and whoever asks again, find them listed.
  if (query.where !== undefined && page.next !== null && page.items.length < FEW_ON_A_PAGE)
    await keepFilter(ripen, criteriaOf(query.where))
  const { members } = filter
  if (members === null || stage !== undefined || visible !== 'all') return page
  return { ...page, total: { count: members, exact: true } }
}

/** About how many contacts lists show. */
async function sizeOf(client: Reading['client'], { track }: Lens): Promise<number> {
  const [stages, unplaced] = await together(
    client,
    () => countStages(client),
    () => countUnplaced(client, UNPLACED_COUNTED),
  )
  return stages.reduce((sum, one) => (one.track === track ? sum + one.count : sum), unplaced.count)
}

/** Pages of a list that are read at most for one page of those who are left of it. */
const MOST_PAGES = 20
/** Milliseconds after which no further page is begun: some lists read every event. */
const LONGEST_SIEVE = 1500

/** Of a list that has an order of its own those of whom criteria hold. A page may end before it is full. */
async function sieve(
  ripen: Ripen,
  query: ContactsQuery,
  { question }: Filter,
  browse: (query: ContactsQuery) => Promise<ContactPage>,
): Promise<ContactPage> {
  const items: ContactItem[] = []
  let cursor = query.cursor
  let next: string | null = null
  const until = performance.now() + LONGEST_SIEVE
  for (let pages = 0; pages < MOST_PAGES && (pages === 0 || performance.now() < until); pages++) {
    const page: Page<ContactItem> = await browse({ ...query, where: undefined, segment: undefined, cursor })
    const ids = page.items.map(({ id }) => id)
    const kept = await keepAsked(ripen.db.pool, ids, question)
    // What would not fit is read again with the next page.
    if (items.length + kept.size > query.limit) break
    items.push(...page.items.filter(({ id }) => kept.has(id)))
    next = page.next
    if (next === null) break
    cursor = next
  }
  const total: Total = { count: items.length, exact: next === null && query.cursor === undefined }
  return { items, next, total }
}

/** How many contacts criteria hold for, and the first of them; within a bounded time. */
export async function countPeople(
  ripen: Ripen,
  { where, limit }: { readonly where: Criteria; readonly limit: number },
  visible: Visible,
): Promise<PeopleCounted> {
  refuseShapeless(where)
  const query = { where: JSON.stringify(where), limit: Math.max(1, limit) }
  const [{ kept }, page] = [await filterOf(ripen, query), await browseFiltered(ripen, query, visible, null)]
  const people = page.items.slice(0, limit)
  if (page.counting !== undefined) return { ...page.total, people, kept, counting: page.counting }
  if (page.total.exact || visible !== 'all') return { ...page.total, people, kept, counting: null }
  // An estimate for now; everybody is looked at meanwhile, for whoever asks again.
  const row = (await findFilter(ripen.db.pool, digestOf(where))) ?? (await keepFilter(ripen, where))
  return { ...page.total, people, kept, counting: countingOf(row) }
}
