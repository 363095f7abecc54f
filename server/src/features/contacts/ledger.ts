import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows } from '../../db/json-rows.ts'
import type { Time, Transition } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { ContactState } from '../../domain/lifecycle/state.ts'
import type { Stamps } from '../../domain/stamps.ts'

export interface RecordedTransition {
  readonly transition: Transition
  readonly stamps: Stamps
  readonly imported: boolean
}

/** Appends transitions to the ledger. */
export async function appendTransitions(
  client: pg.PoolClient,
  recorded: readonly RecordedTransition[],
  recordedAt: Time,
): Promise<void> {
  if (recorded.length === 0) return
  await client.query({
    name: 'append-transitions',
    text: `insert into transitions (contact_id, nth, bucket, track, cycle, at, place, from_stage, to_stage, level, skipped, cause, reason, actor,
        rule, version, saw_seq, saw_lines, floor, leaves, recorded_at, imported, replayed, restated, original_source, tipping_source, origin,
        campaign, team, country, account_tier)
      select r.contact_id, r.nth, r.bucket, r.track, r.cycle, r.at, r.place, r.from_stage, r.to_stage, r.level, r.skipped, r.cause, r.reason, r.actor,
        r.rule, r.version, r.saw_seq, r.saw_lines, r.floor, r.leaves, $2, r.imported, r.restated is not null, r.restated, r.original_source, r.tipping_source, r.origin,
        r.campaign, r.team, r.country, r.account_tier
      from json_to_recordset($1) as r(contact_id uuid, nth integer, bucket smallint, track text, cycle integer, at timestamptz, place text,
        from_stage text, to_stage text, level text, skipped jsonb, cause text, reason text, actor jsonb, rule text, version integer,
        saw_seq integer, saw_lines jsonb, floor timestamptz, leaves jsonb, imported boolean, restated jsonb,
        original_source text, tipping_source text, origin text, campaign text, team text, country text, account_tier text)`,
    values: [
      jsonRows(
        recorded.map(({ transition, stamps, imported }) => ({
          contact_id: transition.contact,
          nth: transition.nth,
          bucket: bucketOf(transition.contact),
          track: transition.track,
          cycle: transition.cycle,
          at: sqlTime(transition.at),
          place: transition.id,
          from_stage: transition.from,
          to_stage: transition.to,
          level: transition.level,
          skipped: transition.skipped,
          cause: transition.cause,
          reason: transition.reason,
          actor: transition.actor,
          rule: transition.rule,
          version: transition.version,
          saw_seq: transition.saw.seq,
          saw_lines: transition.saw.lines,
          floor: transition.floor === null ? null : sqlTime(transition.floor),
          leaves: transition.leaves,
          imported,
          restated: transition.restated ?? null,
          original_source: stamps.originalSource,
          tipping_source: stamps.tippingSource,
          origin: stamps.origin,
          campaign: stamps.campaign,
          team: stamps.team,
          country: stamps.country,
          account_tier: stamps.accountTier,
        })),
      ),
      sqlTime(recordedAt),
    ],
  })
}

export interface PositionUpdate {
  readonly state: ContactState
  readonly nth: number
  /** A row that was merged into another stands nowhere. */
  readonly merged: boolean
}

/** Writes where contacts stand now, for lists. */
export async function savePositions(client: pg.PoolClient, updates: readonly PositionUpdate[]): Promise<void> {
  if (updates.length === 0) return
  const rows = updates.flatMap(({ state, nth, merged }) =>
    Object.entries(state.positions).flatMap(([track, { stage, since, cycle, level, reason, cause }]) =>
      stage === null || merged
        ? []
        : [
            {
              contact_id: state.contact,
              track,
              bucket: bucketOf(state.contact),
              stage,
              since: sqlTime(since),
              cycle,
              level,
              reason,
              cause,
              nth,
            },
          ],
    ),
  )
  const gone = updates.flatMap(({ state, merged }) =>
    Object.entries(state.positions).flatMap(([track, { stage }]) =>
      stage === null || merged ? [{ contact_id: state.contact, track }] : [],
    ),
  )
  if (gone.length > 0)
    await client.query(
      `delete from positions p using json_to_recordset($1) as r(contact_id uuid, track text)
       where p.contact_id = r.contact_id and p.track = r.track`,
      [jsonRows(gone)],
    )
  if (rows.length === 0) return
  await client.query({
    name: 'save-positions',
    text: `insert into positions (contact_id, track, bucket, stage, since, cycle, level, reason, cause, nth)
      select r.contact_id, r.track, r.bucket, r.stage, r.since, r.cycle, r.level, r.reason, r.cause, r.nth
      from json_to_recordset($1) as r(contact_id uuid, track text, bucket smallint, stage text, since timestamptz, cycle integer, level text, reason text, cause text, nth integer)
      on conflict (contact_id, track, bucket) do update
      set stage = excluded.stage, since = excluded.since, cycle = excluded.cycle, level = excluded.level, reason = excluded.reason,
        cause = excluded.cause, nth = excluded.nth`,
    values: [jsonRows(rows)],
  })
}

/** Marks transitions as voided by an event. */
export async function voidTransitions(
  client: pg.PoolClient,
  contact: string,
  numbers: readonly number[],
  voidedBy: string,
): Promise<void> {
  await client.query(
    'update transitions set voided_by = $3 where contact_id = $1 and nth = any($2::int[]) and voided_by is null',
    [contact, [...numbers], voidedBy],
  )
}
