import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows } from '../../db/json-rows.ts'
import type { Actor, Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'

/** The roles that a person has by criteria, for the account that it belongs to; null where it belongs to none. */
export interface RolesByRule {
  readonly contact: string
  readonly account: string | null
  readonly roles: readonly string[]
}

/** Puts the roles by criteria anew; what a person gave or refused stays, as long as the contact stays with the account. */
export async function putRolesByRule(client: pg.PoolClient, people: readonly RolesByRule[], now: Time): Promise<void> {
  if (people.length === 0) return
  const wanted = people.flatMap(({ contact, account, roles }) =>
    account === null
      ? []
      : roles.map((role) => ({ account_id: account, contact_id: contact, role, bucket: bucketOf(account) })),
  )
  const recordset = 'json_to_recordset($1) as r(account_id uuid, contact_id uuid, role text, bucket smallint)'
  await client.query({
    name: 'drop-account-roles',
    text: `delete from account_roles a
      using json_to_recordset($2) as p(contact_id uuid, account_id uuid)
      where a.contact_id = p.contact_id and (a.account_id is distinct from p.account_id
        or (a.given_by is null and not exists (
          select from ${recordset} where r.account_id = a.account_id and r.contact_id = a.contact_id and r.role = a.role)))`,
    values: [
      jsonRows(wanted),
      jsonRows(people.map(({ contact, account }) => ({ contact_id: contact, account_id: account }))),
    ],
  })
  if (wanted.length === 0) return
  await client.query({
    name: 'put-account-roles',
    text: `insert into account_roles (account_id, contact_id, role, bucket, at)
      select r.account_id, r.contact_id, r.role, r.bucket, $2 from ${recordset} on conflict do nothing`,
    values: [jsonRows(wanted), sqlTime(now)],
  })
}

export interface RoleGiven {
  readonly account: string
  readonly contact: string
  readonly role: string
  /** False: a person says that it is not so. */
  readonly given: boolean
  readonly by: Actor
}

/** A person gives somebody a role, or says that it has it not. @returns false where it was so already */
export async function giveRole(
  client: pg.PoolClient,
  { account, contact, role, given, by }: RoleGiven,
  now: Time,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into account_roles (account_id, contact_id, role, bucket, given_by, refused, at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (account_id, role, contact_id, bucket) do update set given_by = excluded.given_by, refused = excluded.refused, at = excluded.at
     where account_roles.given_by is null or account_roles.refused <> excluded.refused`,
    [account, contact, role, bucketOf(account), JSON.stringify(by), !given, sqlTime(now)],
  )
  return rowCount === 1
}
