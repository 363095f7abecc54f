import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Actor, Time } from '../../domain/facts.ts'
import { importSource } from '../../domain/import-source.ts'

type Client = Pick<pg.Pool, 'query'>

/** What is taken out one after the other: values of accounts, then contacts, then members of those accounts. */
export type UndoKind = 'account' | 'contact' | 'member'

/** Notes that an import is to be undone. @returns false where it is undone, or being undone, already. */
export async function noteUndo(client: Client, id: string, by: Actor): Promise<boolean> {
  const { rowCount } = await client.query(
    `update imports set state = 'undoing', undone_by = $2 where id = $1 and state not in ('undoing', 'undone')`,
    [id, JSON.stringify(by)],
  )
  if (rowCount === 0) return false
  await client.query(
    `insert into import_undo (import_id, kind, row_id) values ($1, 'gather', $1) on conflict do nothing`,
    [id],
  )
  return true
}

/** Finds out, once, which contacts and accounts have anything of an import. All histories are read for it. */
export async function gatherUndo(client: Client, id: string): Promise<void> {
  const { rowCount } = await client.query(`delete from import_undo where import_id = $1 and kind = 'gather'`, [id])
  if (rowCount === 0) return
  const source = importSource(id)
  await client.query(
    `insert into import_undo (import_id, kind, row_id)
     select distinct $1::uuid, 'contact', contact_id from events where source = $2`,
    [id, source],
  )
  await client.query(
    `insert into import_undo (import_id, kind, row_id)
     select distinct $1::uuid, 'account', account_id from account_events where source = $2
     union
     select $1::uuid, 'account', account_id from account_identities where imports @> array[$1::uuid]`,
    [id, source],
  )
}

/** Rows that are still to be done, in the order of their ids. */
export async function listUndo(client: Client, id: string, kind: UndoKind, limit: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select row_id as id from import_undo where import_id = $1 and kind = $2 order by row_id limit $3',
    [id, kind, limit],
  )
  return rows.map((row) => row.id)
}

export async function countUndo(client: Client, id: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*) as count from import_undo where import_id = $1',
    [id],
  )
  return rows[0]?.count ?? 0
}

export async function dropUndo(client: Client, id: string, rows: readonly string[]): Promise<void> {
  await client.query('delete from import_undo where import_id = $1 and row_id = any($2::uuid[])', [id, [...rows]])
}

/** Adds people of an account whose values were another without the import. */
export async function addMembers(client: Client, id: string, account: string): Promise<void> {
  await client.query(
    `insert into import_undo (import_id, kind, row_id)
     select $1, 'member', c.id from contacts c
     where c.account_id = $2 and c.merged_into is null
       and not exists (select 1 from import_undo u where u.import_id = $1 and u.kind = 'contact' and u.row_id = c.id)
     on conflict do nothing`,
    [id, account],
  )
}

/** Merges that the rows of an import brought and that stand. */
export async function listMerges(
  client: Client,
  id: string,
): Promise<readonly { readonly survivor: string; readonly other: string }[]> {
  const { rows } = await client.query<{ survivor: string; other: string }>(
    `select distinct e.contact_id as survivor, c.id as other
     from events e
     join contacts c on c.id = e.name::uuid and c.merged_into = e.contact_id
     where e.kind = 'merge' and e.data ->> 'import' = $1 and e.data ->> 'undo' = 'false'
     order by 1, 2`,
    [id],
  )
  return rows
}

/** Ids of imports that are being undone, the oldest first. */
export async function listUndoing(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from imports where state = 'undoing' order by started_at limit 20`,
  )
  return rows.map(({ id }) => id)
}

export async function finishUndo(client: Client, id: string, now: Time): Promise<void> {
  await client.query(`update imports set state = 'undone', undone_at = $2 where id = $1 and state = 'undoing'`, [
    id,
    sqlTime(now),
  ])
}
