import type pg from 'pg'
import type { BulkSelection, BulkState, BulkWork } from '../../contract/bulk-actions.ts'
import type { Page, PageQuery } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import type { Actor, Time } from '../../domain/facts.ts'
import type { Message } from '../../domain/message.ts'

type Client = Pick<pg.Pool, 'query'>

/** How many with a reason in common. */
export interface TalliedReason {
  readonly reason: Message
  readonly count: number
}

/** Counts by outcome, with the reasons of those that have one. */
export interface Tally {
  readonly counts: Readonly<Record<string, number>>
  readonly reasons: readonly TalliedReason[]
}

export const NO_TALLY: Tally = { counts: {}, reasons: [] }

export interface BulkAction {
  readonly id: string
  readonly work: BulkWork
  readonly selection: BulkSelection
  /** Whom whoever asked is shown: all, or those of some owners. */
  readonly visible: 'all' | { readonly owners: readonly string[] }
  readonly teams: readonly string[] | null
  readonly state: BulkState
  readonly atOnce: boolean
  readonly cursor: string | null
  readonly people: number
  readonly reached: number
  readonly foreseen: Tally | null
  readonly result: Tally
  readonly undo: Tally
  readonly failure: string | null
  readonly actor: Actor
  readonly undoneBy: Actor | null
  readonly createdAt: Time
  readonly startedAt: Time | null
  readonly finishedAt: Time | null
  readonly undoneAt: Time | null
}

const columns = `id, work, selection, visible, teams, state, at_once as "atOnce", cursor, people, reached, foreseen, result, undo, failure,
  actor, undone_by as "undoneBy", created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt",
  undone_at as "undoneAt"`

export type NewBulk = Pick<
  BulkAction,
  'id' | 'work' | 'selection' | 'visible' | 'teams' | 'atOnce' | 'actor' | 'createdAt'
>

export async function insertBulkAction(client: Client, row: NewBulk): Promise<void> {
  await client.query(
    `insert into bulk_actions (id, work, selection, visible, teams, state, at_once, people, reached, result, undo, actor, created_at)
    values ($1, $2, $3, $4, $5, 'gathering', $6, 0, 0, $7, $7, $8, $9)`,
    [
      row.id,
      JSON.stringify(row.work),
      JSON.stringify(row.selection),
      JSON.stringify(row.visible),
      row.teams,
      row.atOnce,
      JSON.stringify(NO_TALLY),
      JSON.stringify(row.actor),
      sqlTime(row.createdAt),
    ],
  )
}

export async function findBulkAction(client: Client, id: string): Promise<BulkAction | null> {
  const { rows } = await client.query<BulkAction>(`select ${columns} from bulk_actions where id = $1`, [id])
  return rows[0] ?? null
}

/** Locks an action until the end of the transaction: whoever works at it and whoever stops it wait for each other. */
export async function lockBulkAction(client: Client, id: string): Promise<BulkAction | null> {
  const { rows } = await client.query<BulkAction>(`select ${columns} from bulk_actions where id = $1 for update`, [id])
  return rows[0] ?? null
}

/** As `lockBulkAction`, where nobody else has it just now and there is something to do. */
export async function takeBulkAction(client: Client, id: string): Promise<BulkAction | null> {
  const { rows } = await client.query<BulkAction>(
    `select ${columns} from bulk_actions
    where id = $1 and state in ('gathering', 'planning', 'running', 'undoing')
    for update skip locked`,
    [id],
  )
  return rows[0] ?? null
}

/** Actions with something to do, the oldest first. */
export async function listAtWork(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from bulk_actions
    where state in ('gathering', 'planning', 'running', 'undoing')
    order by created_at limit 20`,
  )
  return rows.map(({ id }) => id)
}

/** Actions, the newest first; those of one actor only where it is named. */
export async function listBulkActions(
  client: Client,
  { cursor, limit }: PageQuery,
  user: string | null,
): Promise<Page<BulkAction>> {
  const from = decodeCursor(cursor, ['time', 'uuid'])
  const { rows } = await client.query<BulkAction>(
    `select ${columns}
    from bulk_actions
    where ($2::text is null or actor ->> 'user' = $2)
      and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))
    order by created_at desc, id desc
    limit $1`,
    [limit + 1, user, from === null ? null : sqlTime(from[0]), from?.[1] ?? null],
  )
  const { shown, next } = cutPage(rows, limit, ({ createdAt, id }) => [createdAt, id])
  return { items: shown, next }
}

/** What of an action changes while it is worked at. */
export type BulkChange = Partial<
  Pick<
    BulkAction,
    | 'state'
    | 'atOnce'
    | 'cursor'
    | 'people'
    | 'reached'
    | 'foreseen'
    | 'result'
    | 'undo'
    | 'failure'
    | 'visible'
    | 'undoneBy'
    | 'startedAt'
    | 'finishedAt'
    | 'undoneAt'
  >
>

/** Writes down what changed of a locked action. */
export async function saveBulkAction(client: Client, before: BulkAction, change: BulkChange): Promise<void> {
  const row = { ...before, ...change }
  await client.query(
    `update bulk_actions
    set state = $2, at_once = $3, cursor = $4, people = $5, reached = $6, foreseen = $7, result = $8, undo = $9, failure = $10,
      visible = $11, undone_by = $12, started_at = $13, finished_at = $14, undone_at = $15
    where id = $1`,
    [
      row.id,
      row.state,
      row.atOnce,
      row.cursor,
      row.people,
      row.reached,
      jsonOf(row.foreseen),
      JSON.stringify(row.result),
      JSON.stringify(row.undo),
      row.failure,
      JSON.stringify(row.visible),
      jsonOf(row.undoneBy),
      timeOf(row.startedAt),
      timeOf(row.finishedAt),
      timeOf(row.undoneAt),
    ],
  )
}

const jsonOf = (value: object | string | null) => (value === null ? null : JSON.stringify(value))
const timeOf = (value: Time | null) => (value === null ? null : sqlTime(value))

/** Drops an action with its people. */
export async function deleteBulkAction(client: Client, id: string): Promise<void> {
  await client.query('delete from bulk_actions where id = $1', [id])
}

/** Drops what was foreseen and never started, and was made before a moment. */
export async function dropUnstarted(client: Client, before: Time): Promise<void> {
  await client.query(
    `delete from bulk_actions
    where created_at < $1 and (state = 'planned' or (state = 'failed' and started_at is null))`,
    [sqlTime(before)],
  )
}
