import { createHash } from 'node:crypto'
import type pg from 'pg'
import { jsonRows } from '../../db/json-rows.ts'
import { type Likeable, type Likeness, type LikenessKind, likenessesOf } from '../../domain/identity/likeness.ts'

interface KnownRow {
  readonly id: string
  readonly name: string | null
  readonly account: string | null
  readonly companies: readonly (string | null)[]
  readonly phones: readonly (string | null)[]
  readonly emails: readonly string[]
}

/** By what each contact is alike to others; those that are merged, erased or gone are like nobody. */
export async function readLikenesses(
  client: pg.PoolClient,
  contacts: readonly string[],
): Promise<ReadonlyMap<string, readonly Likeness[]>> {
  const { rows } = await client.query<KnownRow>({
    name: 'read-likenesses',
    text: `select c.id, c.name, c.account_id as account,
        array[a.name, case when jsonb_typeof(c.traits -> 'company') = 'object' then c.traits -> 'company' ->> 'name' else c.traits ->> 'company' end] as companies,
        array[c.traits ->> 'phone', c.traits ->> 'mobile'] || array(select i.value from identities i where i.contact_id = c.id and i.kind = 'phone' limit 20) as phones,
        array(select i.value from identities i where i.contact_id = c.id and i.kind = 'email' limit 20) as emails
      from contacts c
      left join accounts a on a.id = c.account_id
      where c.id = any($1::uuid[]) and c.merged_into is null and c.sealed_at is null`,
    values: [`{${contacts.join(',')}}`],
  })
  const found = new Map<string, readonly Likeness[]>(contacts.map((id) => [id, []]))
  for (const row of rows) found.set(row.id, likenessesOf(likeableOf(row)))
  return found
}

const known = (values: readonly (string | null)[]) => values.filter((value) => value !== null)

function likeableOf({ name, account, companies, phones, emails }: KnownRow): Likeable {
  return { name, account, companies: known(companies), phones: known(phones), emails }
}

/** Puts the keys of contacts in the place of those that they had. Hashes alone are kept: no second copy of what is known of people. */
export async function saveKeys(
  client: pg.PoolClient,
  likenesses: ReadonlyMap<string, readonly Likeness[]>,
): Promise<void> {
  const wanted = [...likenesses].flatMap(([contact, all]) =>
    all.map(({ kind, text }) => ({ contact, kind, key: String(keyOf(kind, text)) })),
  )
  await client.query({
    name: 'drop-likeness-keys',
    text: `delete from duplicate_keys k
      where k.contact_id = any($1::uuid[])
        and not exists (select from json_to_recordset($2) as r(contact uuid, key bigint) where r.contact = k.contact_id and r.key = k.key)`,
    values: [`{${[...likenesses.keys()].join(',')}}`, jsonRows(wanted)],
  })
  await client.query({
    name: 'save-likeness-keys',
    text: `insert into duplicate_keys (contact_id, key, kind)
      select r.contact, r.key, r.kind from json_to_recordset($1) as r(contact uuid, key bigint, kind text)
      on conflict do nothing`,
    values: [jsonRows(wanted)],
  })
}

function keyOf(kind: LikenessKind, text: string): bigint {
  return createHash('sha256').update(`${kind}\n${text}`).digest().readBigInt64BE(0)
}

/** A key that more contacts share says nothing of any two of them: a switchboard's number, a mailbox of a whole team. */
export const MOST_ALIKE = 10

interface Alike {
  readonly contact: string
  readonly other: string
  readonly kind: LikenessKind
}

/** Those who share a key that has just become too common to say anything. */
export interface Crowd {
  readonly kind: LikenessKind
  readonly contacts: readonly string[]
}

/** Who else has a key of these contacts, and which crowds they have made. */
export async function findAlike(
  client: pg.PoolClient,
  contacts: readonly string[],
): Promise<{ readonly alike: readonly Alike[]; readonly crowds: readonly Crowd[] }> {
  const { rows } = await client.query<Alike & { key: string }>({
    name: 'find-alike',
    text: `select k.contact_id as contact, k.kind, k.key::text, o.contact_id as other
      from duplicate_keys k
      cross join lateral (
        select contact_id from duplicate_keys o where o.key = k.key and o.contact_id <> k.contact_id limit ${3 * MOST_ALIKE}
      ) o
      where k.contact_id = any($1::uuid[])`,
    values: [`{${contacts.join(',')}}`],
  })
  const others = new Map<string, Alike[]>()
  for (const row of rows) {
    const place = `${row.contact} ${row.key}`
    others.set(place, [...(others.get(place) ?? []), row])
  }
  const groups = [...others.values()]
  return {
    alike: groups.filter((group) => group.length < MOST_ALIKE).flat(),
    crowds: groups
      .filter((group) => group.length >= MOST_ALIKE)
      .map((group) => ({ kind: group[0]?.kind ?? 'name', contacts: group.map(({ other }) => other) })),
  }
}
