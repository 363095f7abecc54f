import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'

export interface OpportunityChange {
  readonly id: string
  readonly set: JsonObject
  readonly account: string | null
  readonly roles: readonly { readonly contact: string; readonly role: string | null }[]
  readonly at: Time
}

export interface Opportunity {
  readonly account: string | null
  /** All that is known of it now. */
  readonly data: JsonObject
  readonly roles: readonly { readonly contact: string; readonly role: string | null }[]
}

/** Writes down what is now known of a deal and who has a role in it; gives the whole. */
export async function recordOpportunity(client: pg.PoolClient, change: OpportunityChange): Promise<Opportunity> {
  const { rows } = await client.query<{ account: string | null; data: JsonObject }>(
    `insert into opportunities (id, account_id, data, changed_at) values ($1, $2, $3, $4)
     on conflict (id) do update
     set account_id = coalesce(excluded.account_id, opportunities.account_id),
       data = case when excluded.changed_at >= opportunities.changed_at then opportunities.data || excluded.data else excluded.data || opportunities.data end,
       changed_at = greatest(excluded.changed_at, opportunities.changed_at)
     returning account_id as account, data`,
    [change.id, change.account, JSON.stringify(change.set), sqlTime(change.at)],
  )
  for (const { contact, role } of change.roles)
    await client.query(
      `insert into opportunity_roles (opportunity_id, contact_id, role) values ($1, $2, $3)
       on conflict (opportunity_id, contact_id) do update set role = coalesce(excluded.role, opportunity_roles.role)`,
      [change.id, contact, role],
    )
  const roles = await client.query<{ contact: string; role: string | null }>(
    'select contact_id as contact, role from opportunity_roles where opportunity_id = $1 order by contact_id',
    [change.id],
  )
  return { account: rows[0]?.account ?? null, data: rows[0]?.data ?? {}, roles: roles.rows }
}

/** The accounts to which contacts belong. */
export async function findAccountsOf(
  client: pg.PoolClient,
  contacts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ contact: string; account: string }>(
    'select id as contact, account_id as account from contacts where id = any($1::uuid[]) and account_id is not null',
    [[...contacts]],
  )
  return new Map(rows.map(({ contact, account }) => [contact, account]))
}
