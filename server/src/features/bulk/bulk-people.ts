import type pg from 'pg'
import type { BulkPeopleQuery } from '../../contract/bulk-actions.ts'
import type { Page } from '../../contract/page.ts'
import { jsonRows } from '../../db/json-rows.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Message } from '../../domain/message.ts'

type Client = Pick<pg.Pool, 'query'>

/** Somebody whom an action is about. */
export interface BulkPersonRow {
  readonly place: number
  readonly contact: string
  readonly seen: string | null
}

/** What became of somebody. */
export interface BulkOutcome {
  readonly place: number
  readonly outcome: 'done' | 'unchanged' | 'refused'
  readonly reason: Message | null
  readonly did: JsonObject | null
}

/** What became of somebody when it was undone. */
export interface UndoOutcome {
  readonly place: number
  readonly undo: 'undone' | 'left'
  readonly reason: Message | null
}

/** Adds people behind those that are there, each once. @returns the last place */
export async function addBulkPeople(
  client: Client,
  action: string,
  after: number,
  people: readonly Pick<BulkPersonRow, 'contact' | 'seen'>[],
): Promise<number> {
  const seen = new Map(people.map(({ contact, seen: stage }) => [contact, stage]))
  const { rows } = await client.query<{ place: number }>(
    `with fresh as (
      select r.contact, r.seen, row_number() over (order by r.n) as n
      from json_to_recordset($3) as r(contact uuid, seen text, n bigint)
      where not exists (select from bulk_people b where b.action_id = $1 and b.contact_id = r.contact)
    )
    insert into bulk_people (action_id, place, contact_id, seen)
    select $1, $2::bigint + n, contact, seen from fresh
    returning place`,
    [action, after, jsonRows([...seen].map(([contact, stage], n) => ({ contact, seen: stage, n })))],
  )
  return rows.reduce((last, { place }) => Math.max(last, place), after)
}

/** The next people of an action behind a place. */
export async function listBulkPeople(
  client: Client,
  action: string,
  after: number,
  limit: number,
): Promise<readonly BulkPersonRow[]> {
  const { rows } = await client.query<BulkPersonRow>(
    `select place, contact_id as contact, seen from bulk_people
    where action_id = $1 and place > $2 order by place limit $3`,
    [action, after, limit],
  )
  return rows
}

/** The next people behind a place to whom something was done, with what it was. */
export async function listDone(
  client: Client,
  action: string,
  after: number,
  limit: number,
): Promise<readonly (BulkPersonRow & { readonly did: JsonObject })[]> {
  const { rows } = await client.query<BulkPersonRow & { did: JsonObject }>(
    `select place, contact_id as contact, seen, did from bulk_people
    where action_id = $1 and place > $2 and did is not null and undo is distinct from 'undone' order by place limit $3`,
    [action, after, limit],
  )
  return rows
}

export async function saveOutcomes(client: Client, action: string, outcomes: readonly BulkOutcome[]): Promise<void> {
  await client.query(
    `update bulk_people b set outcome = r.outcome, reason = r.reason, did = r.did
    from json_to_recordset($2) as r(place bigint, outcome text, reason jsonb, did jsonb)
    where b.action_id = $1 and b.place = r.place`,
    [action, jsonRows(outcomes.map((one) => ({ ...one })))],
  )
}

export async function saveUndone(client: Client, action: string, outcomes: readonly UndoOutcome[]): Promise<void> {
  await client.query(
    `update bulk_people b set undo = r.undo, left_for = r.reason
    from json_to_recordset($2) as r(place bigint, undo text, reason jsonb)
    where b.action_id = $1 and b.place = r.place`,
    [action, jsonRows(outcomes.map((one) => ({ ...one })))],
  )
}

export interface ShownPerson {
  readonly place: number
  readonly contact: string
  readonly outcome: BulkOutcome['outcome'] | null
  readonly reason: Message | null
  readonly undo: UndoOutcome['undo'] | null
  readonly leftFor: Message | null
}

/** People of an action in their order, by what became of them. @param reason asked for as JSON, as it is kept */
export async function browseBulkPeople(
  client: Client,
  action: string,
  { cursor, limit, outcome }: Pick<BulkPeopleQuery, 'cursor' | 'limit' | 'outcome'>,
  reason: Message | null,
): Promise<Page<ShownPerson>> {
  const from = decodeCursor(cursor, ['count'])
  const undone = outcome === 'undone' || outcome === 'left'
  const { rows } = await client.query<ShownPerson>(
    `select place, contact_id as contact, outcome, reason, undo, left_for as "leftFor" from bulk_people
    where action_id = $1 and place > $2
      ${outcome === undefined ? 'and $4::text is null' : undone ? 'and undo = $4' : 'and outcome = $4'}
      and ($5::jsonb is null or ${undone ? 'left_for' : 'reason'} = $5::jsonb)
    order by place
    limit $3`,
    [action, from?.[0] ?? 0, limit + 1, outcome ?? null, reason === null ? null : JSON.stringify(reason)],
  )
  const { shown, next } = cutPage(rows, limit, ({ place }) => [place])
  return { items: shown, next }
}
