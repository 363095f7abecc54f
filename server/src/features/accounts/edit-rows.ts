import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'

export interface EditedAccount {
  readonly id: string
  readonly name: string | null
  readonly domain: string | null
  readonly owner: string | null
  readonly parent: string | null
  readonly traits: JsonObject
  readonly version: number
  readonly mergedInto: string | null
  readonly seq: number
}

const columns = `id, name, domain, owner, parent_id as parent, traits, version, merged_into as "mergedInto", seq`

/** Locks accounts for a change, in the order of their ids. */
export async function lockForEdit(
  client: pg.PoolClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EditedAccount>> {
  const { rows } = await client.query<EditedAccount>(
    `select ${columns} from accounts where id = any($1::uuid[]) order by id for update`,
    [[...ids]],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Writes what an account is called, who answers for an account and what stands above it, and counts the change. */
export async function saveEdit(
  client: pg.PoolClient,
  { id, name, owner, parent }: Pick<EditedAccount, 'id' | 'name' | 'owner' | 'parent'>,
): Promise<void> {
  await client.query(
    'update accounts set name = $3, owner = $4, parent_id = $5, version = version + 1 where id = $1 and bucket = $2',
    [id, bucketOf(id), name, owner, parent],
  )
}

/** Whether an account is the other, or stands somewhere below it. */
export async function isBelow(client: pg.PoolClient, account: string, other: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `with recursive above as (
       select id, parent_id from accounts where id = $1
       union
       select a.id, a.parent_id from above b join accounts a on a.id = b.parent_id
     )
     select from above where id = $2`,
    [account, other],
  )
  return rowCount === 1
}

/** Adds a domain. @returns whose it is: the account's own now, or another's */
export async function addDomain(
  client: pg.PoolClient,
  account: string,
  domain: string,
  now: Time,
): Promise<{ readonly added: boolean; readonly account: string; readonly name: string }> {
  const { rowCount } = await client.query(
    `insert into account_identities (kind, value, account_id, claimed_at) values ('domain', $1, $2, $3) on conflict do nothing`,
    [domain, account, sqlTime(now)],
  )
  const { rows } = await client.query<{ account: string; name: string }>(
    `select a.id as account, coalesce(a.name, a.domain, a.id::text) as name from account_identities i join accounts a on a.id = i.account_id
     where i.kind = 'domain' and i.value = $1`,
    [domain],
  )
  await client.query('update accounts set domain = coalesce(domain, $3) where id = $1 and bucket = $2', [
    account,
    bucketOf(account),
    domain,
  ])
  return { added: rowCount === 1, account: rows[0]?.account ?? account, name: rows[0]?.name ?? '' }
}

/** Removes a domain, unless nothing else names the account. */
export async function removeDomain(
  client: pg.PoolClient,
  account: string,
  domain: string,
): Promise<'removed' | 'unknown' | 'last'> {
  const { rows } = await client.query<{ value: string; kind: string }>(
    'select kind, value from account_identities where account_id = $1 limit 1000',
    [account],
  )
  if (!rows.some(({ kind, value }) => kind === 'domain' && value === domain)) return 'unknown'
  if (rows.length === 1) return 'last'
  await client.query(`delete from account_identities where kind = 'domain' and value = $1 and account_id = $2`, [
    domain,
    account,
  ])
  const other = rows.find(({ kind, value }) => kind === 'domain' && value !== domain)?.value ?? null
  await client.query('update accounts set domain = $3 where id = $1 and bucket = $2 and domain = $4', [
    account,
    bucketOf(account),
    other,
    domain,
  ])
  return 'removed'
}

/** Somebody's name for a sentence, if it belongs to the account. */
export async function findMember(
  client: pg.PoolClient,
  account: string,
  contact: string,
): Promise<{ readonly name: string } | null> {
  const { rows } = await client.query<{ name: string }>(
    `select coalesce(name, email, 'a contact') as name from contacts where id = $1 and account_id = $2 and merged_into is null`,
    [contact, account],
  )
  return rows[0] ?? null
}
