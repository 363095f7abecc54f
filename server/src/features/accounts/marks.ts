import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows } from '../../db/json-rows.ts'
import type { Mark, PeopleLeaf } from '../../domain/accounts/people-leaf.ts'
import type { Place } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'

/** From which place on the marks of a person for an account are others. */
export interface MarkChange {
  readonly account: string
  readonly contact: string
  readonly from: Place
}

/** A mark of a stage that its person left. */
export interface MarkEnd {
  readonly account: string
  readonly contact: string
  readonly key: string
  readonly until: Place
}

const columns = `r.contact_id, r.account_id, r.bucket, r.key, r.mark, r.at, r.from_at, r.from_place, r.until_at, r.until_place`
const recordset = `json_to_recordset($1) as r(contact_id uuid, account_id uuid, bucket smallint, key text, mark text, at timestamptz, from_at timestamptz,
  from_place text, until_at timestamptz, until_place text)`

function rowOf({ contact, account, key, id, at, from, until }: Mark) {
  return {
    contact_id: contact,
    account_id: account,
    bucket: bucketOf(account),
    key,
    mark: id,
    at: sqlTime(at),
    from_at: sqlTime(from.at),
    from_place: from.id,
    until_at: until === null ? null : sqlTime(until.at),
    until_place: until?.id ?? null,
  }
}

export async function addMarks(client: pg.PoolClient, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return
  await client.query({
    name: 'add-account-marks',
    text: `insert into account_marks (contact_id, account_id, bucket, key, mark, at, from_at, from_place, until_at, until_place)
      select ${columns} from ${recordset} on conflict do nothing`,
    values: [jsonRows(marks.map(rowOf))],
  })
}

/** Ends the marks of stages that were left. */
export async function endMarks(client: pg.PoolClient, ends: readonly MarkEnd[]): Promise<void> {
  for (const { contact, account, key, until } of ends)
    await client.query({
      name: 'end-account-marks',
      text: `update account_marks set until_at = $4, until_place = $5 where contact_id = $1 and account_id = $2 and key = $3 and until_at is null`,
      values: [contact, account, key, sqlTime(until.at), until.id],
    })
}

/** Puts the marks of people anew. @returns where they became others */
export async function replaceMarks(
  client: pg.PoolClient,
  contacts: readonly string[],
  marks: readonly Mark[],
): Promise<readonly MarkChange[]> {
  if (contacts.length === 0) return []
  const rows = jsonRows(marks.map(rowOf))
  const changed = `account_id as account, contact_id as contact, from_at as at, from_place as id`
  const gone = await client.query<{ account: string; contact: string } & Place>({
    name: 'drop-account-marks',
    text: `delete from account_marks m
      where m.contact_id = any($2::uuid[]) and not exists (
        select from ${recordset}
        where r.contact_id = m.contact_id and r.account_id = m.account_id and r.key = m.key and r.mark = m.mark and r.from_place = m.from_place
          and r.from_at = m.from_at and r.until_at is not distinct from m.until_at and r.until_place is not distinct from m.until_place)
      returning ${changed}`,
    values: [rows, `{${contacts.join(',')}}`],
  })
  const come = await client.query<{ account: string; contact: string } & Place>({
    name: 'put-account-marks',
    text: `insert into account_marks (contact_id, account_id, bucket, key, mark, at, from_at, from_place, until_at, until_place)
      select ${columns} from ${recordset} on conflict do nothing returning ${changed}`,
    values: [rows],
  })
  return [...gone.rows, ...come.rows].map(({ account, contact, at, id }) => ({ account, contact, from: { at, id } }))
}

interface MarkRow {
  readonly contact: string
  readonly key: string
  readonly mark: string
  readonly at: number
  readonly fromAt: number
  readonly fromPlace: string
  readonly untilAt: number | null
  readonly untilPlace: string | null
}

const shown = `contact_id as contact, key, mark, at, from_at as "fromAt", from_place as "fromPlace", until_at as "untilAt", until_place as "untilPlace"`

/** The newest marks of an account that a question looks at and that count to this day. */
export async function newestMarks(
  client: pg.PoolClient,
  account: string,
  { key }: PeopleLeaf,
  limit: number,
): Promise<readonly Mark[]> {
  const { rows } = await client.query<MarkRow>({
    name: 'newest-account-marks',
    text: `select ${shown} from account_marks where account_id = $1 and key = $2 and until_at is null order by at desc limit $3`,
    values: [account, key, limit],
  })
  return rows.map((row) => markOf(account, row))
}

/** All marks of an account that can sway the answer to a question from a place on; null: from the beginning. */
export async function marksFrom(
  client: pg.PoolClient,
  account: string,
  { key, anchorKey, within }: PeopleLeaf,
  from: Place | null,
): Promise<readonly Mark[]> {
  const since = from === null ? null : sqlTime(from.at)
  if (anchorKey !== null) {
    const { rows } = await client.query<MarkRow>({
      name: 'anchored-account-marks',
      text: `select ${shown} from account_marks
        where account_id = $1 and key = any($2::text[]) and at >= coalesce(
          (select max(at) from account_marks where account_id = $1 and key = $3 and from_at < $4::timestamptz), '-infinity')`,
      values: [account, [key, anchorKey], anchorKey, since],
    })
    return rows.map((row) => markOf(account, row))
  }
  const { rows } = await client.query<MarkRow>({
    name: 'account-marks-from',
    text: `select ${shown} from account_marks
      where account_id = $1 and key = $2 and at > coalesce($3::timestamptz, '-infinity') and ($4::timestamptz is null or until_at is null or until_at >= $4)`,
    values: [account, key, from === null || within === null ? null : sqlTime(from.at - within), since],
  })
  return rows.map((row) => markOf(account, row))
}

function markOf(account: string, { contact, key, mark, at, fromAt, fromPlace, untilAt, untilPlace }: MarkRow): Mark {
  return {
    account,
    contact,
    key,
    at,
    id: mark,
    from: { at: fromAt, id: fromPlace },
    until: untilAt === null ? null : { at: untilAt, id: untilPlace ?? '' },
  }
}
