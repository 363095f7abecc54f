import type pg from 'pg'
import type { LatestMove } from '../../contract/home.ts'
import { sayCause } from '../../contract/messages/say-cause.ts'
import { sayEvent } from '../../contract/messages/say-event.ts'
import { momentOf } from '../../contract/moment.ts'
import type { Cause, Time } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { StageNames } from '../../domain/lifecycle/stage-names.ts'
import type { EventKind } from '../../domain/vocabulary.ts'

type Client = Pick<pg.Pool, 'query'>

interface StepRow {
  readonly contact: string
  readonly name: string | null
  readonly email: string | null
  readonly track: string
  readonly from: string | null
  readonly to: string
  readonly level: string | null
  readonly cause: Cause
  readonly rule: string | null
  readonly recordedAt: Time
  readonly kind: EventKind | null
  readonly event: string | null
  readonly data: JsonObject | null
}

/** Larger data are not read for a sentence (bytes). */
const LARGE = 2000

/** The last recorded steps that stand, with the event right before each. */
export async function listLatestMoves(client: Client, limit: number, names: StageNames): Promise<LatestMove[]> {
  const { rows } = await client.query<StepRow>({
    name: 'list-latest-moves',
    text: `select t.contact_id as contact, c.name, c.email, t.track, t.from_stage as "from", t.to_stage as "to", t.level,
        t.cause, t.rule, t.recorded_at as "recordedAt", e.kind, e.name as event,
        case when pg_column_size(e.data) <= ${LARGE} then e.data else '{}' end as data
      from (select * from transitions order by recorded_at desc, contact_id desc, nth desc limit $1) t
      join contacts c on c.id = t.contact_id and c.bucket = t.bucket
      left join events e on e.contact_id = t.contact_id and e.bucket = t.bucket
        and e.id = case when t.place ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}' then left(t.place, 36)::uuid end
      where t.voided_by is null
      order by t.recorded_at desc, t.contact_id desc, t.nth desc`,
    values: [limit],
  })
  return joined(rows).map((row) => moveOf(row, names))
}

/** Steps of one contact that were written down together are one move: from before the first to the last. */
function joined(rows: readonly StepRow[]): StepRow[] {
  const moves: StepRow[] = []
  for (const row of rows) {
    const last = moves.at(-1)
    const goesOn =
      last !== undefined &&
      last.contact === row.contact &&
      last.track === row.track &&
      last.recordedAt === row.recordedAt &&
      last.from === row.to
    if (goesOn) moves[moves.length - 1] = { ...last, from: row.from }
    else moves.push(row)
  }
  return moves
}

function moveOf(
  { contact, name, email, recordedAt, kind, event, data, ...row }: StepRow,
  names: StageNames,
): LatestMove {
  const { track, from, to, level, cause } = row
  const tells = kind !== null && event !== null && kind !== 'ruling' && (cause === 'rule' || cause === 'exit')
  return {
    contact: { id: contact, name, email },
    track,
    from,
    to,
    level,
    recordedAt: momentOf(recordedAt),
    text: sayCause(row, names),
    trigger: tells ? sayEvent({ kind, name: event, data: data ?? {} }) : null,
  }
}
