import type pg from 'pg'
import type { RoleHolder } from '../../contract/accounts.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { BuyingGroup } from '../../domain/lifecycle/roles.ts'

type Client = Pick<pg.Pool, 'query'>

export interface PeopleOfAccount {
  readonly account: string
  readonly role?: string | undefined
  readonly engaged?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** A page of an account's people by their ids, as places for a list. */
export async function pageAccountPeople(
  client: Client,
  { account, role, engaged, cursor, limit }: PeopleOfAccount,
  group: Pick<BuyingGroup, 'track' | 'engaged'>,
): Promise<{ readonly places: readonly { contact: string; bucket: number }[]; readonly next: string | null }> {
  const from = decodeCursor(cursor, ['uuid'])
  const { rows } = await client.query<{ id: string }>(
    `select c.id
     from contacts c
     where c.account_id = $1 and c.merged_into is null and ($2::uuid is null or c.id > $2)
       and ($4::text is null or exists (
         select from account_roles r where r.account_id = $1 and r.contact_id = c.id and r.role = $4 and not r.refused))
       -- One by one: a page is full soon, where everybody of a large account would be gathered first.
       and ($5::boolean is null or $5 = coalesce((
         select true from positions p where p.contact_id = c.id and p.track = $6 and p.stage = any($7::text[]) limit 1), false))
     order by c.id
     limit $3`,
    [account, from?.[0] ?? null, limit + 1, role ?? null, engaged ?? null, group.track, group.engaged],
  )
  const { shown, next } = cutPage(rows, limit, ({ id }) => [id])
  return { places: shown.map(({ id }) => ({ contact: id, bucket: bucketOf(id) })), next }
}

/** The roles that people have for an account, by contact. */
export async function rolesOfPeople(
  client: Client,
  account: string,
  contacts: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (contacts.length === 0) return new Map()
  const { rows } = await client.query<{ contact: string; roles: string[] }>(
    `select contact_id as contact, array_agg(role order by role) as roles from account_roles
     where account_id = $1 and contact_id = any($2::uuid[]) and not refused group by contact_id`,
    [account, [...contacts]],
  )
  return new Map(rows.map(({ contact, roles }) => [contact, roles]))
}

/** Holders of a role that a page shows at most. */
const SHOWN = 10
/** More are not counted one by one. */
const COUNTED = 10_000

/** Who has a role for an account, the furthest first, and how many they are. */
export async function listRoleHolders(
  client: Client,
  account: string,
  role: string,
  { track, stages, engaged }: Pick<BuyingGroup, 'track' | 'stages' | 'engaged'>,
): Promise<{ readonly people: readonly Omit<RoleHolder, 'stageName'>[]; readonly count: number }> {
  const { rows } = await client.query<Omit<RoleHolder, 'stageName'> & { count: number }>(
    `with held as (
       select c.id, c.name, c.email, p.stage, coalesce(p.stage = any($5::text[]), false) as engaged, r.given_by is not null as given
       from (select * from account_roles where account_id = $1 and role = $2 and not refused limit ${COUNTED}) r
       join contacts c on c.id = r.contact_id and c.account_id = $1 and c.merged_into is null
       left join positions p on p.contact_id = c.id and p.track = $3
     )
     select *, (select count(*) from held) as count from held
     order by coalesce(array_position($4::text[], stage), 0) desc, name nulls last, id
     limit ${SHOWN}`,
    [account, role, track, stages, engaged],
  )
  return {
    people: rows.map(({ count: _count, ...holder }) => holder),
    count: rows[0]?.count ?? 0,
  }
}
