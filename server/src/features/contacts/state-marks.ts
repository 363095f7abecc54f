import type pg from 'pg'
import { plainArray, textArray } from '../../db/json-rows.ts'
import { bucketOf } from '../../domain/ids.ts'

type Client = Pick<pg.Pool, 'query'>

/** A contact's state as it was after so many events of its row. */
export interface StateMark {
  readonly contact: string
  readonly seq: number
  readonly stateKey: string
  readonly state: string
}

/** Events between two marks. */
const SPACING = 250

/** Whether a state is worth a mark: once in so many events, and where it was folded anew under another key or another ledger. */
export function isWorthMark(
  before: { readonly seq: number; readonly stateKey: string },
  after: { readonly seq: number; readonly stateKey: string },
  isRestated: boolean,
): boolean {
  if (after.seq < SPACING) return false
  if (isRestated) return true
  return Math.floor(before.seq / SPACING) < Math.floor(after.seq / SPACING) || before.stateKey !== after.stateKey
}

/** Keeps states; one of the same number is replaced, since what came late or was taken out is in the newer one. */
export async function keepMarks(client: Client, marks: readonly StateMark[]): Promise<void> {
  if (marks.length === 0) return
  await client.query({
    name: 'keep-marks',
    text: `insert into state_marks (contact_id, seq, bucket, state_key, state)
      select * from unnest($1::uuid[], $2::integer[], $3::smallint[], $4::text[], $5::text[])
      on conflict (contact_id, seq, bucket) do update set state_key = excluded.state_key, state = excluded.state`,
    values: [
      plainArray(marks.map(({ contact }) => contact)),
      plainArray(marks.map(({ seq }) => seq)),
      plainArray(marks.map(({ contact }) => bucketOf(contact))),
      plainArray(marks.map(({ stateKey }) => stateKey)),
      textArray(marks.map(({ state }) => state)),
    ],
  })
}

/** The newest mark of at most so many events that was made under a key; null where there is none. */
export async function findMark(
  client: Client,
  wanted: { readonly contact: string; readonly upTo: number; readonly stateKey: string },
): Promise<StateMark | null> {
  const { rows } = await client.query<StateMark>({
    name: 'find-mark',
    text: `select contact_id as contact, seq, state_key as "stateKey", state
      from state_marks
      where contact_id = $1 and seq <= $2 and state_key = $3
      order by seq desc
      limit 1`,
    values: [wanted.contact, wanted.upTo, wanted.stateKey],
  })
  return rows[0] ?? null
}
