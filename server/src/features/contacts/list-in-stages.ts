import type pg from 'pg'
import type { ContactItem } from '../../contract/contacts.ts'
import { type Lens, listItems } from './contact-item.ts'
import { isOwnedBy, type Visible } from './visible.ts'

interface Place {
  readonly contact: string
  readonly bucket: number
}

/** Of each stage only its latest are looked at, in the order of the list's index. */
const latest = `select p.contact_id as contact, p.bucket
  from unnest($2::text[]) s(stage)
  cross join lateral (
    select contact_id, bucket, since from positions
    where track = $1 and stage = s.stage
    order by since desc, contact_id desc
    limit $3
  ) p
  order by p.since desc, p.contact_id desc
  limit $3`

/** Those who see their own contacts have few. */
const latestOwned = `select c.id as contact, c.bucket
  from contacts c
  join positions p on p.contact_id = c.id and p.bucket = c.bucket and p.track = $1
  where ${isOwnedBy('c', '$4')} and c.merged_into is null and p.stage = any($2::text[])
  order by p.since desc, p.contact_id desc
  limit $3`

/** Who came into some stages last, of those that are shown. */
export async function listInStages(
  client: Pick<pg.Pool, 'query'>,
  { stages, visible, limit }: { readonly stages: readonly string[]; readonly visible: Visible; readonly limit: number },
  lens: Lens,
): Promise<ContactItem[]> {
  const { rows } = await client.query<Place>(visible === 'all' ? latest : latestOwned, [
    lens.track,
    stages,
    limit,
    ...(visible === 'all' ? [] : [visible.owners]),
  ])
  return listItems(client, rows, lens)
}
