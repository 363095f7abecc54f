import type pg from 'pg'
import { type ContactItem, type ContactsQuery, NO_STAGE } from '../../contract/contacts.ts'
import type { Page, Total } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import type { Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import { type Lens, listItems } from './contact-item.ts'
import { isOwnedBy } from './visible.ts'

type Client = Pick<pg.Pool, 'query'>

export interface OwnedQuery {
  readonly owners: readonly string[]
  readonly stage?: string | undefined
  /** A part of a name or an address. */
  readonly q?: string | undefined
  readonly email?: string | undefined
  readonly sort?: ContactsQuery['sort']
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Where they stand who stand nowhere: behind all others. */
const ends = { '-since': '-infinity', since: 'infinity' } as const

/** A page of the contacts of some owners, the latest movers first. There are few enough to be looked at one by one. */
export async function listOwned(
  client: Client,
  { owners, stage, q, email, sort = '-since', cursor, limit }: OwnedQuery,
  lens: Lens,
): Promise<Page<ContactItem> & { total: Total }> {
  const from = decodeCursor(cursor, ['time?', 'uuid'])
  const nowhere = ends[sort]
  const [way, beyond] = sort === 'since' ? ['asc', '>'] : ['desc', '<']
  const { rows } = await client.query<{ id: string; since: Time | null; total: number }>(
    `with owned as materialized (
      select c.id, coalesce(p.since, '${nowhere}') as since
      from contacts c
      left join positions p on p.contact_id = c.id and p.bucket = c.bucket and p.track = $3
      where ${isOwnedBy('c', '$1')} and c.merged_into is null and c.sealed_at is null
        and ($4::text is null or case when $4 = '${NO_STAGE}' then p.stage is null else p.stage = $4 end)
        and ($5::text is null or strpos(lower(concat_ws(' ', c.name, c.email)), lower($5)) > 0)
        and ($6::text is null or lower(c.email) = lower($6))
    )
    select id, nullif(since, '${nowhere}') as since, (select count(*) from owned) as total
    from owned
    where $7::uuid is null or (since, id) ${beyond} (coalesce($8::timestamptz, '${nowhere}'), $7::uuid)
    order by owned.since ${way}, id ${way}
    limit $2`,
    [
      owners,
      limit + 1,
      lens.track,
      stage ?? null,
      q ?? null,
      email ?? null,
      from?.[1] ?? null,
      from === null || from[0] === null ? null : sqlTime(from[0]),
    ],
  )
  const { shown, next } = cutPage(rows, limit, ({ id, since }) => [since, id])
  const places = shown.map(({ id }) => ({ contact: id, bucket: bucketOf(id) }))
  const count = rows[0]?.total ?? 0
  return {
    items: await listItems(client, places, lens),
    next,
    total: { count, exact: cursor === undefined || count > 0 },
  }
}
