import type pg from 'pg'
import type { ContactItem } from '../../contract/contacts.ts'
import type { Page } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import { contactItem, type ItemRow, itemColumns, type Lens } from './contact-item.ts'

type Client = Pick<pg.Pool, 'query'>

/** Each stage's own index range is read, and no further than its first cards. */
const people = `join contacts c on c.id = p.contact_id and c.bucket = p.bucket
  left join accounts a on a.id = c.account_id
  order by p.since desc, p.contact_id desc`

/** The first cards of each of some stages, the latest to come first. */
export async function listFirstCards(
  client: Client,
  stages: readonly string[],
  limit: number,
  lens: Lens,
): Promise<ReadonlyMap<string, Page<ContactItem>>> {
  const { rows } = await client.query<ItemRow>({
    name: 'list-first-cards',
    text: `select ${itemColumns}
      from unnest($2::text[]) s(stage)
      cross join lateral (
        select * from positions
        where track = $1 and stage = s.stage
        order by since desc, contact_id desc
        limit $3
      ) p
      ${people}`,
    values: [lens.track, [...stages], limit + 1],
  })
  const columns = new Map<string, ItemRow[]>(stages.map((stage) => [stage, []]))
  for (const row of rows) columns.get(row.stage ?? '')?.push(row)
  return new Map([...columns].map(([stage, found]) => [stage, pageOf(found, limit, lens)]))
}

/** A page of the cards of one stage. */
export async function listCards(
  client: Client,
  stage: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  lens: Lens,
): Promise<Page<ContactItem>> {
  const from = decodeCursor(cursor, ['time', 'uuid'])
  const { rows } = await client.query<ItemRow>(
    `select ${itemColumns}
    from (
      select * from positions
      where track = $1 and stage = $2 ${from === null ? '' : 'and (since, contact_id) < ($4::timestamptz, $5::uuid)'}
      order by since desc, contact_id desc
      limit $3
    ) p
    ${people}`,
    [lens.track, stage, limit + 1, ...(from === null ? [] : [sqlTime(from[0]), from[1]])],
  )
  return pageOf(rows, limit, lens)
}

function pageOf(rows: readonly ItemRow[], limit: number, lens: Lens): Page<ContactItem> {
  const { shown, next } = cutPage(rows, limit, ({ id, since }) => [since, id])
  return { items: shown.map((row) => contactItem(row, lens)), next }
}
