import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'

/** What went from one account to another, by which the two are parted again. */
export interface AccountMerge {
  readonly id: string
  readonly survivor: string
  readonly other: string
  readonly identities: readonly { readonly kind: string; readonly value: string }[]
  readonly opportunities: readonly string[]
  /** Events of the survivor's history that came with it. */
  readonly events: readonly string[]
}

interface Pair {
  readonly from: string
  readonly to: string
}

/** Names of an account become those of another. @param only these; null: all */
export async function moveIdentities(
  client: pg.PoolClient,
  { from, to }: Pair,
  only: AccountMerge['identities'] | null,
): Promise<AccountMerge['identities']> {
  const { rows } = await client.query<{ kind: string; value: string }>(
    `update account_identities i set account_id = $2
     where i.account_id = $1 and ($3::jsonb is null or exists (
       select from jsonb_to_recordset($3) as r(kind text, value text) where r.kind = i.kind and r.value = i.value))
     returning i.kind, i.value`,
    [from, to, only === null ? null : JSON.stringify(only)],
  )
  return rows
}

/** Deals of an account become those of another. @param only these; null: all */
export async function moveOpportunities(
  client: pg.PoolClient,
  { from, to }: Pair,
  only: readonly string[] | null,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `update opportunities set account_id = $2 where account_id = $1 and ($3::text[] is null or id = any($3)) returning id`,
    [from, to, only],
  )
  return rows.map(({ id }) => id)
}

/** What happened to the deals of an account stands in the history of another too. @returns the events that came in */
export async function copyDealEvents(client: pg.PoolClient, { from, to }: Pair): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `insert into account_events (account_id, id, bucket, kind, name, data, contact_id, message_key, at, received_at, source)
     select $2, id, $3, kind, name, data, contact_id, message_key, at, received_at, 'merge:' || account_id
     from account_events where account_id = $1 and kind = 'opportunity'
     on conflict do nothing
     returning id`,
    [from, to, bucketOf(to)],
  )
  return rows.map(({ id }) => id)
}

/** Roles that people were given by hand go with them. @param only of these people; null: of all */
export async function copyGivenRoles(
  client: pg.PoolClient,
  { from, to }: Pair,
  only: readonly string[] | null,
): Promise<void> {
  await client.query(
    `insert into account_roles (account_id, contact_id, role, bucket, given_by, refused, at)
     select $2, contact_id, role, $3, given_by, refused, at from account_roles
     where account_id = $1 and given_by is not null and ($4::uuid[] is null or contact_id = any($4))
     on conflict do nothing`,
    [from, to, bucketOf(to), only === null ? null : [...only]],
  )
}

/** Marks an account as part of another, or as one of its own again. */
export async function markPart(client: pg.PoolClient, account: string, of: string | null): Promise<void> {
  await client.query('update accounts set merged_into = $3, version = version + 1 where id = $1 and bucket = $2', [
    account,
    bucketOf(account),
    of,
  ])
  if (of !== null)
    await client.query('update accounts set parent_id = nullif($2::uuid, id) where parent_id = $1', [account, of])
}

export async function saveMerge(client: pg.PoolClient, merge: AccountMerge, now: Time): Promise<void> {
  const { id, survivor, other, identities, opportunities, events } = merge
  await client.query(
    `insert into account_merges (id, survivor, other, at, identities, opportunities, events) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      survivor,
      other,
      sqlTime(now),
      JSON.stringify(identities),
      JSON.stringify(opportunities),
      JSON.stringify(events),
    ],
  )
}

/** The standing merge of two accounts. */
export async function findMerge(client: pg.PoolClient, survivor: string, other: string): Promise<AccountMerge | null> {
  const { rows } = await client.query<AccountMerge>(
    `select id, survivor, other, identities, opportunities, events from account_merges
     where survivor = $1 and other = $2 and undone_at is null order by at desc limit 1`,
    [survivor, other],
  )
  return rows[0] ?? null
}

/** A merge by its id, and whether it was undone. */
export async function getMerge(
  client: pg.PoolClient,
  id: string,
): Promise<(Pick<AccountMerge, 'survivor' | 'other'> & { readonly undone: boolean }) | null> {
  const { rows } = await client.query<{ survivor: string; other: string; undone: boolean }>(
    'select survivor, other, undone_at is not null as undone from account_merges where id = $1',
    [id],
  )
  return rows[0] ?? null
}

export async function endMerge(client: pg.PoolClient, id: string, now: Time): Promise<void> {
  await client.query('update account_merges set undone_at = $2 where id = $1', [id, sqlTime(now)])
}

/** A page of the people of an account who have to go elsewhere, in the order of their ids. */
export async function pageMovers(
  client: pg.PoolClient,
  from: string,
  { merge, after, limit }: { readonly merge: string | null; readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select c.id from contacts c
     where c.account_id = $1 and c.merged_into is null and c.sealed_at is null and ($2::uuid is null or c.id > $2)
       and ($3::uuid is null or exists (select from account_merge_members m where m.merge_id = $3 and m.contact_id = c.id))
     order by c.id limit $4`,
    [from, after, merge, limit],
  )
  return rows.map(({ id }) => id)
}

export async function noteMovers(client: pg.PoolClient, merge: string, contacts: readonly string[]): Promise<void> {
  await client.query(
    'insert into account_merge_members (merge_id, contact_id) select $1, unnest($2::uuid[]) on conflict do nothing',
    [merge, [...contacts]],
  )
}
