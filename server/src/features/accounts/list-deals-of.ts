import type pg from 'pg'
import type { JsonObject } from '../../domain/json.ts'

type Client = Pick<pg.Pool, 'query'>

export interface DealOf {
  readonly id: string
  readonly data: JsonObject
  readonly role: string | null
}

/** Most deals of one contact that are told. */
const LIMIT = 50

/** The deals in which contacts have a role, open ones first, then those that changed last. */
export async function listDealsOf(client: Client, contacts: readonly string[]): Promise<readonly DealOf[]> {
  const { rows } = await client.query<DealOf>({
    name: 'list-deals-of',
    text: `select o.id, o.data, max(r.role) as role
      from opportunity_roles r
      join opportunities o on o.id = r.opportunity_id
      where r.contact_id = any($1::uuid[])
      group by o.id
      order by coalesce(o.data ->> 'state', 'open') = 'open' desc, o.changed_at desc, o.id
      limit ${LIMIT}`,
    values: [`{${contacts.join(',')}}`],
  })
  return rows
}
