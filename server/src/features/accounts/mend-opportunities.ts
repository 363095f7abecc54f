import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'

interface DealEvent {
  readonly deal: string
  readonly contact: string
  readonly cameBy: string | null
  readonly data: JsonObject
  readonly at: Time
}

/** Makes what is known of deals again from the histories of the contacts with a role, without the imports that are undone. */
export async function mendOpportunities(client: pg.PoolClient, deals: readonly string[]): Promise<void> {
  const ids = [...new Set(deals)].sort()
  if (ids.length === 0) return
  await client.query('select 1 from opportunities where id = any($1::text[]) order by id for update', [ids])
  const { rows } = await client.query<DealEvent>(
    `with recursive held as (
       select r.opportunity_id as deal, r.contact_id as row from opportunity_roles r where r.opportunity_id = any($1::text[])
       union
       select h.deal, c.merged_into from held h join contacts c on c.id = h.row where c.merged_into is not null
     )
     select h.deal, e.contact_id as contact, e.came_by as "cameBy", e.data, e.at
     from held h
     join events e on e.contact_id = h.row and e.kind = 'opportunity' and e.name = h.deal
     where not exists (select 1 from imports i where i.state in ('undoing', 'undone') and e.source = 'import:' || i.id)
     order by e.at, e.id`,
    [ids],
  )
  for (const id of ids) {
    const events = rows.filter(({ deal }) => deal === id)
    const last = events.at(-1)
    if (last === undefined) {
      await client.query('delete from opportunity_roles where opportunity_id = $1', [id])
      await client.query('delete from opportunities where id = $1', [id])
      continue
    }
    const { account, data } = knownOf(events)
    await client.query('update opportunities set account_id = $2, data = $3, changed_at = $4 where id = $1', [
      id,
      account,
      JSON.stringify(data),
      sqlTime(last.at),
    ])
    await client.query('delete from opportunity_roles where opportunity_id = $1 and contact_id <> all($2::uuid[])', [
      id,
      events.flatMap(({ contact, cameBy }) => [contact, ...(cameBy === null ? [] : [cameBy])]),
    ])
  }
}

function knownOf(events: readonly DealEvent[]): { readonly account: string | null; readonly data: JsonObject } {
  let account: string | null = null
  let known: JsonObject = {}
  for (const { data } of events) {
    const { account: of, role: _role, ...set } = data
    if (typeof of === 'string') account = of
    known = { ...known, ...set }
  }
  return { account, data: known }
}
