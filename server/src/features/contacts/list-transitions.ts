import type pg from 'pg'
import { say } from '../../contract/messages/say.ts'
import { sayCause } from '../../contract/messages/say-cause.ts'
import { momentOf } from '../../contract/moment.ts'
import type { Page, PageQuery } from '../../contract/page.ts'
import type { TransitionView } from '../../contract/transitions.ts'
import { sqlTime } from '../../db/column-values.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import { type Actor, type Cause, type Move, type Time, transitionId } from '../../domain/facts.ts'
import type { StageNames } from '../../domain/lifecycle/stage-names.ts'
import { message } from '../../domain/message.ts'

type Client = Pick<pg.Pool, 'query'>

interface TransitionRow {
  readonly contact: string
  readonly nth: number
  readonly name: string | null
  readonly email: string | null
  readonly track: string
  readonly cycle: number
  readonly at: Time
  readonly recordedAt: Time
  readonly from: string | null
  readonly to: string
  readonly level: string | null
  readonly cause: Cause
  readonly reason: string | null
  readonly actor: Actor
  readonly version: number
  readonly rule: string | null
  readonly skipped: Move['skipped']
  readonly imported: boolean
  readonly voided: boolean
  readonly replayed: boolean
  /** Of a restatement: since when its version has the contact there. */
  readonly since: Time | null
}

const columns = `t.contact_id as contact, t.nth, c.name, c.email, t.track, t.cycle, t.at, t.recorded_at as "recordedAt",
  t.from_stage as "from", t.to_stage as "to", t.level, t.cause, t.reason, t.actor, t.version, t.rule, t.skipped, t.imported,
  t.voided_by is not null as voided, t.replayed, (t.restated -> -1 ->> 'at')::bigint as since`

/** Moves of all contacts, the last recorded first. */
export async function listTransitions(
  client: Client,
  { cursor, limit }: PageQuery,
  names: StageNames,
): Promise<Page<TransitionView>> {
  const from = decodeCursor(cursor, ['time', 'uuid', 'count'])
  const { rows } = await client.query<TransitionRow>(
    `select ${columns}
    from (
      select * from transitions
      ${from === null ? '' : 'where (recorded_at, contact_id, nth) < ($2::timestamptz, $3::uuid, $4::int)'}
      order by recorded_at desc, contact_id desc, nth desc
      limit $1
    ) t
    join contacts c on c.id = t.contact_id and c.bucket = t.bucket
    order by t.recorded_at desc, t.contact_id desc, t.nth desc`,
    [limit + 1, ...(from === null ? [] : [sqlTime(from[0]), from[1], from[2]])],
  )
  const { shown, next } = cutPage(rows, limit, ({ recordedAt, contact, nth }) => [recordedAt, contact, nth])
  return { items: shown.map((row) => transitionView(row, names)), next }
}

/** Moves of one contact and the rows that were merged into it, the last recorded first. */
export async function listTransitionsOf(
  client: Client,
  contact: string,
  { cursor, limit }: PageQuery,
  names: StageNames,
): Promise<Page<TransitionView>> {
  const from = decodeCursor(cursor, ['time', 'uuid', 'count'])
  const { rows } = await client.query<TransitionRow>(
    `with recursive family as (
      select $1::uuid as id
      union
      select c.id from family f join contacts c on c.merged_into = f.id
    )
    select ${columns}
    from family f
    join transitions t on t.contact_id = f.id
    join contacts c on c.id = t.contact_id and c.bucket = t.bucket
    where $3::timestamptz is null or (t.recorded_at, t.contact_id, t.nth) < ($3, $4::uuid, $5::int)
    order by t.recorded_at desc, t.contact_id desc, t.nth desc
    limit $2`,
    [contact, limit + 1, from === null ? null : sqlTime(from[0]), from?.[1] ?? null, from?.[2] ?? null],
  )
  const { shown, next } = cutPage(rows, limit, (row) => [row.recordedAt, row.contact, row.nth])
  return { items: shown.map((row) => transitionView(row, names)), next }
}

/** Most moves of a stretch of a timeline. */
const STRETCH_LIMIT = 1000

/** Moves of one contact and the rows that were merged into it of a stretch of time (null: without end), the last first. */
export async function listMovesBetween(
  client: Client,
  contact: string,
  { from, before }: { readonly from: Time | null; readonly before: Time | null },
  names: StageNames,
): Promise<TransitionView[]> {
  const { rows } = await client.query<TransitionRow>({
    name: 'list-moves-between',
    text: `with recursive family as (
      select $1::uuid as id
      union
      select c.id from family f join contacts c on c.merged_into = f.id
    )
    select ${columns}
    from transitions t
    join contacts c on c.id = t.contact_id and c.bucket = t.bucket
    where t.contact_id = any(array(select id from family))
      and t.at >= coalesce($2::timestamptz, '-infinity') and t.at < coalesce($3::timestamptz, 'infinity')
    order by t.at desc, t.contact_id desc, t.nth desc
    limit ${STRETCH_LIMIT}`,
    values: [contact, from === null ? null : sqlTime(from), before === null ? null : sqlTime(before)],
  })
  return rows.map((row) => transitionView(row, names))
}

/** One move; null where there is none. */
export async function findTransition(
  client: Client,
  contact: string,
  nth: number,
  names: StageNames,
): Promise<TransitionView | null> {
  const { rows } = await client.query<TransitionRow>(
    `select ${columns}
    from transitions t
    join contacts c on c.id = t.contact_id and c.bucket = t.bucket
    where t.contact_id = $1 and t.nth = $2`,
    [contact, nth],
  )
  return rows[0] === undefined ? null : transitionView(rows[0], names)
}

/** The touch by which reports count a move; null where there was none. */
export async function findTippingSource(
  client: Client,
  { contact, nth }: { readonly contact: string; readonly nth: number },
): Promise<string | null> {
  const { rows } = await client.query<{ source: string | null }>({
    name: 'find-tipping-source',
    text: 'select tipping_source as source from transitions where contact_id = $1 and nth = $2',
    values: [contact, nth],
  })
  return rows[0]?.source ?? null
}

function transitionView(
  { contact, nth, name, email, at, recordedAt, skipped, ...row }: TransitionRow,
  names: StageNames,
): TransitionView {
  return {
    ...row,
    id: transitionId({ contact, nth }),
    contact: { id: contact, name, email },
    at: momentOf(at),
    since: row.since === null ? null : momentOf(row.since),
    recordedAt: momentOf(recordedAt),
    text: sayCause(row, names),
    skipped: skipped.map(({ stage, why }) => ({
      stage,
      why,
      text: say(message(`skipped.${why}`, { stage: names(stage) })),
    })),
  }
}
