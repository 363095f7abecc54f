import type pg from 'pg'
import type { Total } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows } from '../../db/json-rows.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import type { Actor, Time } from '../../domain/facts.ts'
import { type LikenessKind, STRENGTHS } from '../../domain/identity/likeness.ts'

type Client = Pick<pg.Pool, 'query'>

export interface Pair {
  readonly one: string
  readonly other: string
  readonly kinds: readonly LikenessKind[]
}

/** Two contacts in the order in which pairs are kept. */
export function ordered(a: string, b: string): readonly [one: string, other: string] {
  return a < b ? [a, b] : [b, a]
}

/** Puts what was found of contacts in the place of what was known of them. Those who were told apart stay so. */
export async function savePairs(
  client: pg.PoolClient,
  contacts: readonly string[],
  pairs: readonly Pair[],
  now: Time,
): Promise<void> {
  const rows = jsonRows(
    pairs.map(({ one, other, kinds }) => ({
      one,
      other,
      kinds: [...kinds],
      strength: kinds.reduce((sum, kind) => sum + STRENGTHS[kind], 0),
    })),
  )
  await client.query({
    name: 'drop-pairs',
    text: `delete from duplicate_pairs p
      where (p.one_id = any($1::uuid[]) or p.other_id = any($1::uuid[])) and p.apart_at is null
        and not exists (select from json_to_recordset($2) as r(one uuid, other uuid) where r.one = p.one_id and r.other = p.other_id)`,
    values: [`{${contacts.join(',')}}`, rows],
  })
  if (pairs.length === 0) return
  await client.query({
    name: 'save-pairs',
    text: `insert into duplicate_pairs (one_id, other_id, kinds, strength, found_at)
      select r.one, r.other, r.kinds, r.strength, $2
      from json_to_recordset($1) as r(one uuid, other uuid, kinds text[], strength smallint)
      on conflict (one_id, other_id) do update set kinds = excluded.kinds, strength = excluded.strength
      where duplicate_pairs.apart_at is null and duplicate_pairs.kinds <> excluded.kinds`,
    values: [rows, sqlTime(now)],
  })
}

/** Takes back what was found among people by a key that too many of them have. */
export async function forgetCrowd(
  client: pg.PoolClient,
  contacts: readonly string[],
  kind: LikenessKind,
): Promise<void> {
  const among = 'one_id = any($1::uuid[]) and other_id = any($1::uuid[]) and apart_at is null and $2 = any(kinds)'
  const values = [`{${contacts.join(',')}}`, kind]
  await client.query(`delete from duplicate_pairs where ${among} and cardinality(kinds) = 1`, values)
  await client.query(
    `update duplicate_pairs set kinds = array_remove(kinds, $2), strength = strength - $3 where ${among}`,
    [...values, STRENGTHS[kind]],
  )
}

export interface FoundPair extends Pair {
  readonly strength: number
  readonly foundAt: Time
}

const columns = `p.one_id as one, p.other_id as other, p.kinds, p.strength, p.found_at as "foundAt"`
/** A merge is seen at once, before the worker has gone over it. */
const standing = `p.apart_at is null
  and not exists (select from contacts c where c.id in (p.one_id, p.other_id) and (c.merged_into is not null or c.sealed_at is not null))`

/** A page of the pairs that nobody has decided upon, the most alike first. */
export async function listPairs(
  client: Client,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly pairs: readonly FoundPair[]; readonly next: string | null }> {
  const from = decodeCursor(cursor, ['count', 'time', 'uuid', 'uuid'])
  const { rows } = await client.query<FoundPair>(
    `select ${columns} from duplicate_pairs p
    where ${standing} ${from === null ? '' : 'and (p.strength, p.found_at, p.one_id, p.other_id) < ($2::smallint, $3::timestamptz, $4::uuid, $5::uuid)'}
    order by p.strength desc, p.found_at desc, p.one_id desc, p.other_id desc
    limit $1`,
    [limit + 1, ...(from === null ? [] : [from[0], sqlTime(from[1]), from[2], from[3]])],
  )
  const { shown, next } = cutPage(rows, limit, ({ strength, foundAt, one, other }) => [strength, foundAt, one, other])
  return { pairs: shown, next }
}

/** Who may be the same person as a contact. */
export async function listPairsOf(client: Client, contact: string, limit: number): Promise<readonly FoundPair[]> {
  const { rows } = await client.query<FoundPair>(
    `select ${columns} from duplicate_pairs p
    where (p.one_id = $1 or p.other_id = $1) and ${standing}
    order by p.strength desc, p.found_at desc, p.one_id desc, p.other_id desc
    limit $2`,
    [contact, limit],
  )
  return rows
}

const MOST_COUNTED = 1000

/** How many pairs wait for somebody. */
export async function countPairs(client: Client): Promise<Total> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*) as count from (select from duplicate_pairs where apart_at is null limit $1) few`,
    [MOST_COUNTED + 1],
  )
  const { count = 0 } = rows[0] ?? {}
  return { count: Math.min(count, MOST_COUNTED), exact: count <= MOST_COUNTED }
}

/** Remembers that two contacts are two people, or forgets it. @returns whether there is such a pair */
export async function tellApart(
  client: Client,
  [one, other]: readonly [string, string],
  by: Actor | null,
  now: Time,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update duplicate_pairs set apart_at = $3, apart_by = $4 where one_id = $1 and other_id = $2`,
    [one, other, by === null ? null : sqlTime(now), by === null ? null : JSON.stringify(by)],
  )
  return rowCount === 1
}
