import type pg from 'pg'
import type { Event, Time } from '../../domain/facts.ts'
import { firstIdOf, LAST_ID, lastIdOf } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'

type Client = Pick<pg.Pool, 'query'>

/** How long the history of a person is: the events of all rows that belong together, and of how many rows. */
export interface HistoryLength {
  readonly rows: readonly string[]
  readonly events: number
}

/** Rows tied to a contact by merges, made or undone, and how many events they hold. */
export async function measureHistory(client: Client, contact: string): Promise<HistoryLength> {
  const { rows } = await client.query<{ id: string; seq: number }>({
    name: 'measure-history',
    text: `with recursive family as (
        select $1::uuid as id
        union
        select other.id from family f cross join lateral (
          select id from contacts where merged_into = f.id
          union all
          select e.name::uuid from events e where e.contact_id = f.id and e.kind = 'merge'
        ) other
      )
      select id, seq from contacts where id = any(array(select id from family)) order by id = $1 desc, id`,
    values: [contact],
  })
  return { rows: rows.map(({ id }) => id), events: rows.reduce((sum, { seq }) => sum + seq, 0) }
}

const columns = `contact_id as contact, id, seq, kind, name, data, stamp, names, channel, came_by as "cameBy", at,
  received_at as "receivedAt"`

type EventRow = Omit<Event, 'is' | 'stamp'> & { stamp: JsonObject | null }

const eventOf = (row: EventRow): Event => ({ ...row, is: 'event', stamp: row.stamp ?? {} })

/** A contact's own events of a stretch of time, both ends included, the oldest first; null where there are more than `limit`. */
export async function readStretch(
  client: Client,
  contact: string,
  { from, to, limit }: { readonly from: Time; readonly to: Time | null; readonly limit: number },
): Promise<readonly Event[] | null> {
  const { rows } = await client.query<EventRow>({
    name: 'read-stretch',
    text: `select ${columns} from events
      where contact_id = $1 and id between $2::uuid and $3::uuid
      order by id
      limit $4`,
    // A bound that is always there is found in the index; one that may be missing is only filtered by.
    values: [contact, firstIdOf(from), to === null ? LAST_ID : lastIdOf(to), limit + 1],
  })
  return rows.length > limit ? null : rows.map(eventOf)
}

/** The newest events of rows, the oldest of them first. */
export async function readNewest(
  client: Client,
  contacts: readonly string[],
  limit: number,
): Promise<readonly Event[]> {
  const { rows } = await client.query<EventRow>({
    name: 'read-newest',
    text: `select e.* from unnest($1::uuid[]) r(id)
      cross join lateral (select ${columns} from events where contact_id = r.id order by id desc limit $2) e
      order by e.id desc
      limit $2`,
    values: [`{${contacts.join(',')}}`, limit],
  })
  return rows.map(eventOf).reverse()
}

/** Most events of one moment that are looked at. */
const AT_A_MOMENT = 20

/** Events of rows at certain moments, the oldest first. */
export async function readMoments(
  client: Client,
  contacts: readonly string[],
  moments: readonly Time[],
): Promise<readonly Event[]> {
  if (moments.length === 0) return []
  const { rows } = await client.query<EventRow>({
    name: 'read-moments',
    text: `select e.* from unnest($1::uuid[]) r(id)
      cross join unnest($2::uuid[], $3::uuid[]) m(low, high)
      cross join lateral (
        select ${columns} from events where contact_id = r.id and id between m.low and m.high order by id limit ${AT_A_MOMENT}
      ) e
      order by e.id`,
    values: [
      `{${contacts.join(',')}}`,
      `{${moments.map(firstIdOf).join(',')}}`,
      `{${moments.map(lastIdOf).join(',')}}`,
    ],
  })
  return rows.map(eventOf)
}
