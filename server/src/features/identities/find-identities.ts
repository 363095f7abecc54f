import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows } from '../../db/json-rows.ts'
import type { Time } from '../../domain/facts.ts'
import type { Identity, IdentityKind } from '../../domain/incoming.ts'

export interface BoundIdentity extends Identity {
  readonly contact: string
  /** The imports by which the contact is named so; null where a message named it so too. */
  readonly imports: readonly string[] | null
}

/** Which contacts identities belong to. */
export async function findIdentities(
  client: pg.PoolClient,
  identities: readonly Identity[],
): Promise<readonly BoundIdentity[]> {
  if (identities.length === 0) return []
  const { rows } = await client.query<BoundIdentity>({
    name: 'find-identities',
    text: `select i.kind, i.value, i.contact_id as contact, i.imports
      from json_to_recordset($1) as r(kind text, value text)
      join identities i on i.kind = r.kind and i.value = r.value`,
    values: [jsonRows(identities)],
  })
  return rows
}

/** Claims identities for contacts; those that another process claimed meanwhile stay with it. @returns how many were claimed. */
export async function claimIdentities(
  client: pg.PoolClient,
  claims: readonly BoundIdentity[],
  now: Time,
): Promise<number> {
  if (claims.length === 0) return 0
  // Sorted, so that two processes that claim the same ones do not wait for each other in a circle.
  const { rowCount } = await client.query({
    name: 'claim-identities',
    text: `insert into identities (kind, value, contact_id, claimed_at, imports)
      select r.kind, r.value, r.contact, $2, r.imports
      from json_to_recordset($1) as r(kind text, value text, contact uuid, imports uuid[])
      order by r.kind, r.value
      on conflict do nothing`,
    values: [
      jsonRows(claims.map(({ kind, value, contact, imports }) => ({ kind, value, contact, imports }))),
      sqlTime(now),
    ],
  })
  return rowCount ?? 0
}

/** An identity that only imports gave so far, and that is given again: by another import, or (null) by a message. */
export interface GivenAgain extends Identity {
  readonly import: string | null
}

/** Notes who names contacts so too, so that undoing an import leaves them their names. @returns how many were noted. */
export async function nameAgain(client: pg.PoolClient, given: readonly GivenAgain[]): Promise<number> {
  if (given.length === 0) return 0
  const { rowCount } = await client.query({
    name: 'name-again',
    text: `with r as (
        select i.kind, i.value, n.import
        from json_to_recordset($1) as n(kind text, value text, import uuid)
        join identities i on i.kind = n.kind and i.value = n.value
        where i.imports is not null
        order by i.kind, i.value
        for update of i
      )
      update identities i
      set imports = case when r.import is null then null else array_append(i.imports, r.import) end
      from r
      where i.kind = r.kind and i.value = r.value`,
    values: [jsonRows(given.map(({ kind, value, import: name }) => ({ kind, value, import: name })))],
  })
  return rowCount ?? 0
}

/** Moves anonymous ids to other contacts from now on. */
export async function rebindIdentities(
  client: pg.PoolClient,
  moved: readonly Omit<BoundIdentity, 'imports'>[],
): Promise<void> {
  if (moved.length === 0) return
  await client.query(
    `update identities i set contact_id = r.contact
     from json_to_recordset($1) as r(kind text, value text, contact uuid)
     where i.kind = r.kind and i.value = r.value`,
    [jsonRows(moved.map(({ kind, value, contact }) => ({ kind, value, contact })))],
  )
}

export interface Person {
  /** The row that stands for the person. */
  readonly person: string
  readonly kinds: ReadonlySet<IdentityKind>
}

/** Who rows are now, after merges, and by what kinds of identity each person is known. */
export async function findPersons(
  client: pg.PoolClient,
  rows: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  if (rows.length === 0) return new Map()
  const { rows: found } = await client.query<{ row: string; person: string; kinds: IdentityKind[] }>({
    name: 'find-persons',
    text: `with recursive up as (
        select r as row, r as person from unnest($1::uuid[]) r
        union all
        select u.row, c.merged_into from up u join contacts c on c.id = u.person where c.merged_into is not null
      ), survivor as (
        select u.row, u.person from up u
        where not exists (select 1 from contacts c where c.id = u.person and c.merged_into is not null)
      ), down as (
        select distinct person as root, person as member from survivor
        union
        select d.root, c.id from down d join contacts c on c.merged_into = d.member
      )
      select s.row, s.person, array(select distinct i.kind from down d join identities i on i.contact_id = d.member where d.root = s.person) as kinds
      from survivor s`,
    values: [`{${rows.join(',')}}`],
  })
  return new Map(found.map(({ row, person, kinds }) => [row, { person, kinds: new Set(kinds) }]))
}
