import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows } from '../../db/json-rows.ts'
import type { Actor, Time } from '../../domain/facts.ts'
import type { Identity } from '../../domain/incoming.ts'

type Client = Pick<pg.Pool, 'query'>

/** Gives identities of one row to another from now on. @returns how many were the row's */
export async function moveIdentities(
  client: pg.PoolClient,
  identities: readonly Identity[],
  { from, to, by, now }: { readonly from: string; readonly to: string; readonly by: Actor; readonly now: Time },
): Promise<number> {
  const values = [jsonRows(identities.map(({ kind, value }) => ({ kind, value }))), from, to]
  const { rowCount } = await client.query(
    `update identities i set contact_id = $3
     from json_to_recordset($1) as r(kind text, value text)
     where i.kind = r.kind and i.value = r.value and i.contact_id = $2`,
    values,
  )
  await client.query(
    `insert into identity_moves (kind, value, from_id, to_id, moved_at, moved_by)
     select r.kind, r.value, $2, $3, $4, $5 from json_to_recordset($1) as r(kind text, value text)`,
    [...values, sqlTime(now), JSON.stringify(by)],
  )
  return rowCount ?? 0
}

/** The number of the last identity that was moved by hand; 0 where none ever was. */
export async function lastMove(client: Client): Promise<number> {
  const { rows } = await client.query<{ id: number }>('select coalesce(max(id), 0) as id from identity_moves')
  return rows[0]?.id ?? 0
}

/** The identities that lie with rows, by row. */
export async function identitiesOfRows(
  client: Client,
  rows: readonly string[],
): Promise<ReadonlyMap<string, readonly (Identity & { readonly claimedAt: Time })[]>> {
  const { rows: found } = await client.query<Identity & { contact: string; claimedAt: Time }>(
    `select contact_id as contact, kind, value, claimed_at as "claimedAt" from identities
     where contact_id = any($1::uuid[]) order by claimed_at, kind, value limit 1000`,
    [[...rows]],
  )
  const byRow = new Map<string, (Identity & { claimedAt: Time })[]>(rows.map((row) => [row, []]))
  for (const { contact, kind, value, claimedAt } of found) byRow.get(contact)?.push({ kind, value, claimedAt })
  return byRow
}
