import type pg from 'pg'
import type { EventsQuery, EventView } from '../../contract/events.ts'
import { sayEvent } from '../../contract/messages/say-event.ts'
import { momentOf } from '../../contract/moment.ts'
import type { Page } from '../../contract/page.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import type { Time } from '../../domain/facts.ts'
import { importSource } from '../../domain/import-source.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Channel, EventKind } from '../../domain/vocabulary.ts'
import type { TimelineSource } from './timeline-rows.ts'

type Client = Pick<pg.Pool, 'query'>

interface EventRow {
  readonly id: string
  readonly contact: string
  readonly seq: number
  readonly kind: EventKind
  readonly name: string
  readonly data: JsonObject
  readonly stamp: JsonObject | null
  readonly channel: Channel
  readonly source: string
  readonly at: Time
  readonly receivedAt: Time
}

/** What a person did and what happened to it, the newest first: the events of all its rows. */
export async function listEvents(client: Client, contact: string, query: EventsQuery): Promise<Page<EventView>> {
  const { family, partners, undone } = await findSource(client, contact)
  const from = decodeCursor(query.cursor, ['uuid'])
  const { rows } = await client.query<EventRow>(
    `select e.id, e.contact_id as contact, e.seq, e.kind, e.name, e.data, e.stamp, e.channel, e.source, e.at,
      e.received_at as "receivedAt"
    from unnest($1::uuid[]) as r(id)
    cross join lateral (
      select * from events
      where contact_id = r.id
        and ($3::uuid is null or id < $3)
        and ($4::text is null or kind = $4)
        and source <> all($6::text[])
        and case when came_by is null then contact_id = any($2::uuid[]) else came_by = any($2::uuid[]) end
      order by id desc
      limit $5
    ) e
    order by e.id desc
    limit $5`,
    [[...family, ...partners], family, from?.[0] ?? null, query.kind ?? null, query.limit + 1, undone],
  )
  const { shown, next } = cutPage(rows, query.limit, ({ id }) => [id])
  return { items: shown.map(viewOf), next }
}

/** One event of a person with all that is stored of it; null where the person has none of that id. */
export async function findEvent(client: Client, contact: string, id: string): Promise<EventView | null> {
  const { family, partners } = await findSource(client, contact)
  const { rows } = await client.query<EventRow>(
    `select e.id, e.contact_id as contact, e.seq, e.kind, e.name, e.data, e.stamp, e.channel, e.source, e.at,
      e.received_at as "receivedAt"
    from events e
    where e.contact_id = any($1::uuid[]) and e.id = $3
      and case when came_by is null then contact_id = any($2::uuid[]) else came_by = any($2::uuid[]) end`,
    [[...family, ...partners], family, id],
  )
  return rows[0] === undefined ? null : viewOf(rows[0])
}

function viewOf({ stamp, at, receivedAt, ...row }: EventRow): EventView {
  return { ...row, stamp: stamp ?? {}, text: sayEvent(row), at: momentOf(at), receivedAt: momentOf(receivedAt) }
}

/**
 * A person's rows, and those that it was once merged into: while it was, what came by its identities was written there. What imports said that were
 * undone in its rows is left out.
 */
export async function findSource(client: Client, contact: string): Promise<TimelineSource> {
  const { rows } = await client.query<TimelineSource>({
    name: 'timeline-source',
    text: `with recursive family as (
      select $1::uuid as id
      union
      select c.id from family f join contacts c on c.merged_into = f.id
    )
    select array(select id::text from family) as family,
      array(
        select m.name
        from events m
        where m.contact_id in (select id from family) and m.kind = 'merge'
          and m.data ->> 'undo' = 'true' and m.data ->> 'survivor' = 'false'
          and m.name::uuid not in (select id from family)
        group by m.name
      ) as partners,
      array(
        select v.data ->> 'import' from events v
        where v.contact_id = any(array(select id from family)) and v.kind = 'void' and v.data ? 'import'
        group by v.data ->> 'import'
      ) as undone`,
    values: [contact],
  })
  const { family, partners, undone } = rows[0] ?? { family: [contact], partners: [], undone: [] }
  return { family, partners, undone: undone.map(importSource) }
}
