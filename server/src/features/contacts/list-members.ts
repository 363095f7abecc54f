import type pg from 'pg'
import { NO_STAGE } from '../../contract/contacts.ts'
import type { Total } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { keptPlan } from '../../db/kept-plan.ts'
import type { Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { Lens } from './contact-item.ts'

type Client = Pick<pg.Pool, 'query'>
export type Param = (value: unknown) => `$${number}`

export interface Place {
  readonly id: string
  readonly bucket: number
  /** Null behind those who stand in a stage. */
  readonly since: Time | null
}

export interface Found {
  readonly places: readonly Place[]
  readonly next: Pick<Place, 'id' | 'since'> | null
  readonly total: Total
}

export type After = Pick<Place, 'id' | 'since'> | null

/** Behind everybody who stands in a stage. */
export const NOWHERE = '-infinity'

/** The people of a small segment in order, of whom nothing else is asked: only those of the page are looked at. */
export async function membersInOrder(
  client: Client,
  { among, stage, limit }: { readonly among: string; readonly stage?: string | undefined; readonly limit: number },
  lens: Lens,
  after: After,
): Promise<Found> {
  const values: unknown[] = []
  const param: Param = (value) => `$${values.push(value)}`
  // Of a member no more than its id is read: that is in the index.
  const { rows } = await client.query<Omit<Place, 'bucket'> & { total: number; isHere: boolean }>(
    keptPlan(
      `with people as materialized (
      select m.contact_id as id, coalesce(p.since, '${NOWHERE}') as since
      from segment_members m
      left join positions p on p.contact_id = m.contact_id and p.track = ${param(lens.track)}
      where m.segment_id = ${param(among)} ${stageIs(stage, param)}
    )
    select page.id, nullif(page.since, '${NOWHERE}') as since, (select count(*) from people) as total, c.id is not null as "isHere"
    from (
      select * from people
      ${after === null ? '' : `where (since, id) < (${param(after.since === null ? NOWHERE : sqlTime(after.since))}::timestamptz, ${param(after.id)}::uuid)`}
      order by since desc, id desc limit ${param(limit + 1)}
    ) page
    left join contacts c on c.id = page.id and c.merged_into is null and c.sealed_at is null
    order by page.since desc, page.id desc`,
      values,
    ),
  )
  // Whoever was merged a moment ago is a member until the segment is looked at.
  const places = rows.slice(0, limit)
  return {
    places: places.filter(({ isHere }) => isHere).map(({ id, since }) => ({ id, since, bucket: bucketOf(id) })),
    next: rows.length > limit ? (places.at(-1) ?? null) : null,
    total: { count: rows[0]?.total ?? 0, exact: rows.every(({ isHere }) => isHere) },
  }
}

export function stageIs(stage: string | undefined, param: Param): string {
  if (stage === undefined) return ''
  return stage === NO_STAGE ? 'and p.stage is null' : `and p.stage = ${param(stage)}`
}
