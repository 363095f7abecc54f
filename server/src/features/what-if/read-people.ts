import type pg from 'pg'
import { readBinaryRows } from '../../db/copy-binary.ts'
import type { AccountLine, Time } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'

type Client = Pick<pg.Pool, 'query'>

/** The rows that stand for people, in the order of their ids, as far as they tell whether anything of their histories is new. */
export interface People {
  /** 16 bytes each. */
  readonly ids: Uint8Array
  /** Events recorded of each. */
  readonly seqs: Uint32Array
  /** SEALED, JOINED. */
  readonly marks: Uint8Array
}

/** Nothing is left of the person's history but its moves. */
export const SEALED = 1
/** The person's history lies in several rows, or did. */
const JOINED = 2

/** Everybody. By COPY, and without an object for each of them. */
export async function readPeople(client: pg.PoolClient): Promise<People> {
  let count = 0
  let people: People = roomFor(1024)
  await readBinaryRows(
    client,
    `select id, seq, (sealed_at is not null)::integer * ${SEALED} + joined::integer * ${JOINED} from contacts
     where merged_into is null order by id`,
    (row, start) => {
      if (count === people.seqs.length) people = grown(people)
      for (let byte = 0; byte < 16; byte += 1) people.ids[16 * count + byte] = row.getUint8(start + ID + byte)
      people.seqs[count] = row.getInt32(start + SEQ)
      people.marks[count] = row.getInt32(start + MARKS)
      count += 1
    },
  )
  return {
    ids: people.ids.subarray(0, 16 * count),
    seqs: people.seqs.subarray(0, count),
    marks: people.marks.subarray(0, count),
  }
}

// Behind the number of fields each has its length before it.
const ID = 6
const SEQ = ID + 16 + 4
const MARKS = SEQ + 4 + 4

function roomFor(count: number): People {
  return { ids: new Uint8Array(16 * count), seqs: new Uint32Array(count), marks: new Uint8Array(count) }
}

function grown(people: People): People {
  const larger = roomFor(people.seqs.length * 2)
  larger.ids.set(people.ids)
  larger.seqs.set(people.seqs)
  larger.marks.set(people.marks)
  return larger
}

/** The number of the newest line of each account. */
export async function readLineNumbers(client: Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ id: string; seq: number }>(
    'select account_id as id, max(seq) as seq from account_lines group by account_id',
  )
  return new Map(rows.map(({ id, seq }) => [id, seq]))
}

/** All lines of all accounts. */
export async function readAllLines(client: Client): Promise<ReadonlyMap<string, readonly AccountLine[]>> {
  const { rows } = await client.query<{ account: string; seq: number; at: Time; id: string; values: JsonObject }>(
    'select account_id as account, seq, at, place as id, "values" from account_lines order by account_id, seq',
  )
  const lines = new Map<string, AccountLine[]>()
  for (const row of rows) {
    const line: AccountLine = { is: 'account', ...row }
    const known = lines.get(row.account)
    if (known === undefined) lines.set(row.account, [line])
    else known.push(line)
  }
  return lines
}

/** About how many events there are: as of the last time that PostgreSQL looked. */
export async function estimateEvents(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select greatest(coalesce(s.n_live_tup, 0), c.reltuples)::bigint as count
     from pg_class c left join pg_stat_user_tables s on s.relid = c.oid where c.oid = 'events'::regclass`,
  )
  return rows[0]?.count ?? 0
}
