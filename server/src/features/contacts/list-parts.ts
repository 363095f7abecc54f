import type pg from 'pg'
import type { Actor, Time } from '../../domain/facts.ts'

export interface PartRow {
  readonly row: string
  readonly into: string | null
  readonly name: string | null
  readonly events: number
  readonly mergedAt: Time | null
  readonly mergedBy: Actor | null
}

/** The rows of a person: the standing one first, then those that were merged into it or into one of these, the last merged first. */
export async function listParts(client: Pick<pg.Pool, 'query'>, contact: string): Promise<readonly PartRow[]> {
  const { rows } = await client.query<PartRow>(
    `with recursive family as (
      select id, merged_into from contacts where id = $1
      union
      select c.id, c.merged_into from family f join contacts c on c.merged_into = f.id
    )
    select c.id as row, f.merged_into as into, coalesce(c.name, c.email) as name, c.seq as events, m.at as "mergedAt", m.by as "mergedBy"
    from family f
    join contacts c on c.id = f.id
    left join lateral (
      select e.at, e.data -> 'by' as by from events e
      where e.contact_id = f.merged_into and e.kind = 'merge' and e.name = f.id::text and e.data ->> 'undo' = 'false'
      order by e.seq desc limit 1
    ) m on true
    order by f.merged_into is not null, m.at desc, c.id
    limit 200`,
    [contact],
  )
  return rows
}
