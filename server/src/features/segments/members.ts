import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'

type Client = Pick<pg.Pool, 'query'>

/** A contact as segments are judged by. */
export interface JudgedRow {
  readonly id: string
  readonly state: string
  readonly stateKey: string
  readonly accountId: string | null
}

/** Of these contacts those that stand for themselves: neither merged into others nor erased. */
export async function readJudged(client: Client, ids: readonly string[]): Promise<readonly JudgedRow[]> {
  const { rows } = await client.query<JudgedRow>(
    `select id, state, state_key as "stateKey", account_id as "accountId" from contacts
    where id = any($1::uuid[]) and merged_into is null and sealed_at is null and state <> ''`,
    [ids],
  )
  return rows
}

export interface AccountNow {
  readonly id: string
  readonly traits: JsonObject
  /** Of its newest line. */
  readonly seq: number | null
  readonly at: Time | null
  readonly values: JsonObject | null
}

/** Accounts as they are now: their traits, and the newest of their lines. */
export async function readAccountsNow(
  client: Client,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AccountNow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await client.query<AccountNow>(
    `select a.id, a.traits, l.seq, l.at, l."values"
    from accounts a
    left join lateral (
      select seq, at, "values" from account_lines where account_id = a.id order by at desc, place desc, seq desc limit 1
    ) l on true
    where a.id = any($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export interface Judged {
  readonly contact: string
  /** The segments that it is in, of those it was judged for. */
  readonly segments: ReadonlySet<string>
  /** When time alone may next change that. */
  readonly turnsAt: Time | null
}

/** Writes who is in which of these segments, and how many are. */
export async function saveMembers(
  client: Client,
  judged: readonly Judged[],
  segments: readonly string[],
): Promise<void> {
  if (judged.length === 0 || segments.length === 0) return
  const { rows } = await client.query<{ contact: string; segment: string }>(
    `select contact_id as contact, segment_id as segment from segment_members
    where contact_id = any($1::uuid[]) and segment_id = any($2::uuid[])`,
    [judged.map(({ contact }) => contact), segments],
  )
  const before = new Set(rows.map(({ contact, segment }) => `${contact} ${segment}`))
  const joined: [string, string][] = []
  const left: [string, string][] = []
  for (const { contact, segments: within } of judged)
    for (const segment of segments) {
      const was = before.has(`${contact} ${segment}`)
      if (within.has(segment) && !was) joined.push([contact, segment])
      if (!within.has(segment) && was) left.push([contact, segment])
    }
  if (joined.length > 0)
    await client.query(
      `insert into segment_members (contact_id, segment_id, bucket)
      select * from unnest($1::uuid[], $2::uuid[], $3::smallint[])`,
      [
        joined.map(([contact]) => contact),
        joined.map(([, segment]) => segment),
        joined.map(([contact]) => bucketOf(contact)),
      ],
    )
  if (left.length > 0)
    await client.query(
      `delete from segment_members m using unnest($1::uuid[], $2::uuid[], $3::smallint[]) as r(contact_id, segment_id, bucket)
      where m.contact_id = r.contact_id and m.segment_id = r.segment_id and m.bucket = r.bucket`,
      [
        left.map(([contact]) => contact),
        left.map(([, segment]) => segment),
        left.map(([contact]) => bucketOf(contact)),
      ],
    )
  const changes = new Map<string, number>()
  for (const [, segment] of joined) changes.set(segment, (changes.get(segment) ?? 0) + 1)
  for (const [, segment] of left) changes.set(segment, (changes.get(segment) ?? 0) - 1)
  if (changes.size > 0)
    await client.query(
      `update segments s set members = s.members + r.change from unnest($1::uuid[], $2::integer[]) as r(id, change) where s.id = r.id`,
      [[...changes.keys()], [...changes.values()]],
    )
}

/** Notes when time may next turn contacts. `all`: they were judged for every segment, so what was noted before is over. */
export async function saveWakes(client: Client, judged: readonly Judged[], which: 'all' | 'some'): Promise<void> {
  const over = which === 'all' ? judged.filter(({ turnsAt }) => turnsAt === null) : []
  if (over.length > 0)
    await client.query('delete from segment_wakes where contact_id = any($1::uuid[])', [
      over.map(({ contact }) => contact),
    ])
  const turning = judged.flatMap(({ contact, turnsAt }) => (turnsAt === null ? [] : [{ contact, turnsAt }]))
  if (turning.length === 0) return
  await client.query(
    `insert into segment_wakes (contact_id, bucket, at)
    select * from unnest($1::uuid[], $2::smallint[], $3::timestamptz[])
    on conflict (contact_id, bucket) do update set at = ${which === 'all' ? 'excluded.at' : 'least(segment_wakes.at, excluded.at)'}`,
    [
      turning.map(({ contact }) => contact),
      turning.map(({ contact }) => bucketOf(contact)),
      turning.map(({ turnsAt }) => sqlTime(turnsAt)),
    ],
  )
}

/** Contacts whom time may have turned by now, the longest due first. */
export async function listDue(client: Client, now: Time, limit: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select contact_id as id from segment_wakes where at <= $1 order by at limit $2',
    [sqlTime(now), limit],
  )
  return rows.map(({ id }) => id)
}

/** Forgets all that is kept for segments, where there are none. */
export async function forgetAll(client: Client): Promise<void> {
  await client.query('delete from segment_wakes')
  await client.query('delete from segment_marks')
}
