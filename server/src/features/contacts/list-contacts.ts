import type pg from 'pg'
import { type ContactItem, type ContactsQuery, NO_STAGE } from '../../contract/contacts.ts'
import type { Page, Total } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { keptPlan } from '../../db/kept-plan.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import { contactItem, type ItemRow, itemColumns, type Lens } from './contact-item.ts'
import { findContacts } from './find-contacts.ts'
import { SEARCH, searchContacts } from './search-contacts.ts'
import { fits } from './search-sql.ts'
import { searchText } from './search-text.ts'

type Client = Pick<pg.Pool, 'query'>
export type ContactFilter = Pick<ContactsQuery, 'email' | 'id' | 'q' | 'stage' | 'sort' | 'cursor' | 'limit'>

/** Contacts by a filter, the latest movers first. `total` is null where the counted cells of the reports know it. */
export async function listContacts(
  client: Client,
  filter: ContactFilter,
  lens: Lens,
  /** About how many contacts are in the stage, or in all. */
  size: () => Promise<number>,
): Promise<Page<ContactItem> & { total: Total | null }> {
  const { email, id, q, stage } = filter
  if (email !== undefined || id !== undefined) {
    const named = await findContacts(client, { email, id })
    const ids = q === undefined ? named : await keepFitting(client, named, q)
    const page = await listAmong(client, ids, filter, lens)
    return { ...page, total: { count: await countAmong(client, ids, filter, lens), exact: true } }
  }
  if (q !== undefined) return searchContacts(client, { ...filter, q }, lens, { ...SEARCH, size })
  if (stage === NO_STAGE) return { ...(await listUnplaced(client, filter, lens)), total: await countUnplaced(client) }
  return { ...(await listPositions(client, filter, lens)), total: null }
}

/** Those of some contacts whose names or addresses a text is part of. */
async function keepFitting(client: Client, ids: readonly string[], q: string): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const { begins, parts } = searchText(q)
  const { rows } = await client.query<{ id: string }>(
    `select c.id from contacts c
    where c.id = any($1::uuid[]) and (${fits(0, '$2')} ${parts.length > 0 ? `or ${fits(1, '$2')}` : ''})`,
    [ids, begins],
  )
  return rows.map((row) => row.id)
}

/** The order is that of the positions' indexes, read from either end. */
async function listPositions(client: Client, { cursor, limit, stage, sort }: ContactFilter, lens: Lens) {
  const from = decodeCursor(cursor, ['time', 'uuid'])
  const [way, beyond] = sort === 'since' ? ['asc', '>'] : ['desc', '<']
  const { rows } = await client.query<ItemRow>(
    `select ${itemColumns}
    from (
      select * from positions
      where track = $1
        ${stage === undefined ? '' : 'and stage = $3'}
        ${from === null ? '' : `and (since, contact_id) ${beyond} ($${stage === undefined ? 3 : 4}::timestamptz, $${stage === undefined ? 4 : 5}::uuid)`}
      order by since ${way}, contact_id ${way}
      limit $2
    ) p
    join contacts c on c.id = p.contact_id and c.bucket = p.bucket
    left join accounts a on a.id = c.account_id
    order by p.since ${way}, p.contact_id ${way}`,
    [lens.track, limit + 1, ...(stage === undefined ? [] : [stage]), ...(from ? [sqlTime(from[0]), from[1]] : [])],
  )
  const { shown, next } = cutPage(rows, limit, ({ id, since }) => [since, id])
  return { items: shown.map((row) => contactItem(row, lens)), next }
}

/** How many contacts are counted one by one; beyond it the count is an estimate. */
const MOST_COUNTED = 10_000

/** How many contacts stand in no stage. */
export async function countUnplaced(client: Client, most = MOST_COUNTED): Promise<Total> {
  const { rows } = await client.query<{ count: number; estimate: number }>(
    keptPlan(
      `select (select count(*) from (select 1 from contacts where unplaced limit $1) few) as count,
      (select reltuples::bigint from pg_class where oid = 'contacts_unplaced'::regclass) as estimate`,
      [most + 1],
    ),
  )
  const { count = 0, estimate = 0 } = rows[0] ?? {}
  return count <= most ? { count, exact: true } : { count: Math.max(count, estimate), exact: false }
}

/** Contacts in no stage, the last that came first. */
async function listUnplaced(client: Client, { cursor, limit }: ContactFilter, lens: Lens) {
  const from = decodeCursor(cursor, ['uuid'])
  const { rows } = await client.query<ItemRow>(
    `select ${itemColumns}
    from (
      select * from contacts
      where unplaced ${from === null ? '' : 'and id < $3'}
      order by id desc
      limit $1
    ) c
    left join positions p on p.contact_id = c.id and p.track = $2
    left join accounts a on a.id = c.account_id
    order by c.id desc`,
    [limit + 1, lens.track, ...(from === null ? [] : [from[0]])],
  )
  const { shown, next } = cutPage(rows, limit, ({ id }) => [id])
  return { items: shown.map((row) => contactItem(row, lens)), next }
}

const amongWhere = `c.id = any($1::uuid[]) and c.merged_into is null
  and ($3::text is null or case when $3 = '${NO_STAGE}' then p.stage is null else p.stage = $3 end)`

/** Contacts without a stage stand behind the others. */
async function listAmong(client: Client, ids: readonly string[], { cursor, limit, stage }: ContactFilter, lens: Lens) {
  if (ids.length === 0) return { items: [], next: null }
  const from = decodeCursor(cursor, ['time?', 'uuid'])
  const { rows } = await client.query<ItemRow>(
    `select ${itemColumns}
    from (
      select c.id, c.bucket, p.since
      from contacts c
      left join positions p on p.contact_id = c.id and p.track = $2
      where ${amongWhere}
        and ($5::uuid is null or (coalesce(p.since, '-infinity'), c.id) < (coalesce($4::timestamptz, '-infinity'), $5))
      order by coalesce(p.since, '-infinity') desc, c.id desc
      limit $6
    ) f
    join contacts c on c.id = f.id and c.bucket = f.bucket
    left join positions p on p.contact_id = c.id and p.track = $2
    left join accounts a on a.id = c.account_id
    order by coalesce(f.since, '-infinity') desc, f.id desc`,
    [ids, lens.track, stage ?? null, from?.[0] == null ? null : sqlTime(from[0]), from?.[1] ?? null, limit + 1],
  )
  const { shown, next } = cutPage(rows, limit, ({ id, since }) => [since, id])
  return { items: shown.map((row) => contactItem(row, lens)), next }
}

async function countAmong(client: Client, ids: readonly string[], { stage }: ContactFilter, lens: Lens) {
  // Who is found is neither merged nor double, so only a stage has to be looked up.
  if (stage === undefined || ids.length === 0) return ids.length
  const { rows } = await client.query<{ count: number }>(
    `select count(*) as count
    from contacts c
    left join positions p on p.contact_id = c.id and p.track = $2
    where ${amongWhere}`,
    [ids, lens.track, stage ?? null],
  )
  return rows[0]?.count ?? 0
}
