import type pg from 'pg'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

/** A recorded entry into a stage. */
export interface RecordedEntry {
  readonly contact: string
  readonly nth: number
  readonly stage: string
  readonly at: Time
}

/** A page of the recorded entries into some stages, voided ones apart, in the order of contacts and numbers. */
export async function pageEntries(
  client: Client,
  stages: readonly string[],
  after: { readonly contact: string; readonly nth: number } | null,
  limit: number,
): Promise<readonly RecordedEntry[]> {
  const { rows } = await client.query<RecordedEntry>({
    name: 'page-entries',
    text: `select contact_id as contact, nth, to_stage as stage, at from transitions
      where to_stage = any($1::text[]) and voided_by is null and ($2::uuid is null or (contact_id, nth) > ($2, $3::int))
      order by contact_id, nth limit $4`,
    values: [[...stages], after?.contact ?? null, after?.nth ?? 0, limit],
  })
  return rows
}
