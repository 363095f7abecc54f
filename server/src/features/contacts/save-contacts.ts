import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows, plainArray, textArray } from '../../db/json-rows.ts'
import type { LinesRead, Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { Json, JsonObject } from '../../domain/json.ts'

export interface ContactUpdate {
  readonly id: string
  readonly seq: number
  readonly nth: number
  readonly state: string
  readonly stateKey: string
  readonly decisionKey: string
  readonly version: number
  readonly floor: Time | null
  readonly wakeAt: Time | null
  readonly accountId: string | null
  readonly lines: LinesRead
  readonly known: number
  readonly source: string | null
  readonly proposals: Json
  readonly unplaced: boolean
}

const time = (at: Time | null) => (at === null ? null : sqlTime(at))

/** What an event changes of most contacts: the rest of the row stays. */
export type StateUpdate = Pick<ContactUpdate, 'id' | 'seq' | 'nth' | 'state' | 'wakeAt' | 'known' | 'source'>

/**
 * Writes the states of contacts of which little else changed, in one statement. Rows are found by id and bucket alone: a list of all ids
 * beside them would be searched through again for each row.
 */
export async function saveStates(client: pg.PoolClient, updates: readonly StateUpdate[]): Promise<void> {
  if (updates.length === 0) return
  const ids = updates.map(({ id }) => id)
  await client.query({
    name: 'save-states',
    text: `update contacts c
      set seq = r.seq, nth = r.nth, state = r.state, wake_at = r.wake_at, known = r.known, source = r.source
      from unnest($1::uuid[], $2::smallint[], $3::integer[], $4::integer[], $5::text[], $6::timestamptz[], $7::smallint[], $8::text[])
        as r(id, bucket, seq, nth, state, wake_at, known, source)
      where c.id = r.id and c.bucket = r.bucket`,
    values: [
      plainArray(ids),
      plainArray(ids.map(bucketOf)),
      plainArray(updates.map(({ seq }) => seq)),
      plainArray(updates.map(({ nth }) => nth)),
      textArray(updates.map(({ state }) => state)),
      plainArray(updates.map(({ wakeAt }) => time(wakeAt))),
      plainArray(updates.map(({ known }) => known)),
      textArray(updates.map(({ source }) => source)),
    ],
  })
}

/** Writes rows of contacts back in one statement. */
export async function saveContacts(client: pg.PoolClient, updates: readonly ContactUpdate[]): Promise<void> {
  if (updates.length === 0) return
  await client.query({
    name: 'save-contacts',
    text: `update contacts c
      set seq = r.seq, nth = r.nth, state = r.state, state_key = r.state_key, decision_key = r.decision_key, version = r.version,
        floor = r.floor, wake_at = r.wake_at, account_id = r.account_id, lines_read = r.lines_read, known = r.known,
        source = r.source, proposals = r.proposals, unplaced = r.unplaced
      from json_to_recordset($1) as r(id uuid, bucket smallint, seq integer, nth integer, state text, state_key text, decision_key text,
        version integer, floor timestamptz, wake_at timestamptz, account_id uuid, lines_read jsonb, known smallint, source text, proposals jsonb, unplaced boolean)
      where c.id = r.id and c.bucket = r.bucket`,
    values: [
      jsonRows(
        updates.map((update) => ({
          id: update.id,
          bucket: bucketOf(update.id),
          seq: update.seq,
          nth: update.nth,
          state: update.state,
          state_key: update.stateKey,
          decision_key: update.decisionKey,
          version: update.version,
          floor: time(update.floor),
          wake_at: time(update.wakeAt),
          account_id: update.accountId,
          lines_read: update.lines,
          known: update.known,
          source: update.source,
          proposals: update.proposals,
          unplaced: update.unplaced,
        })),
      ),
    ],
  })
}

export interface TraitChange {
  readonly contact: string
  readonly at: Time
  readonly set: JsonObject
  /** True where newer facts are already known. */
  readonly late: boolean
}

/** The address by which a contact `c` was first named: shown where no trait tells one. */
const FIRST_ADDRESS = `(select i.value from identities i where i.contact_id = c.id and i.kind = 'email' order by i.claimed_at, i.value limit 1)`

/** Shows the addresses of contacts that were named by one and told none. */
export async function showAddresses(client: pg.PoolClient, contacts: readonly string[]): Promise<void> {
  if (contacts.length === 0) return
  await client.query({
    name: 'show-addresses',
    text: `update contacts c set email = ${FIRST_ADDRESS} where c.id = any($1::uuid[]) and c.email is null`,
    values: [`{${contacts.join(',')}}`],
  })
}

/** Puts other traits in the place of those that people see, with the name and address that follow from them. */
export async function replaceTraits(client: pg.PoolClient, contact: string, set: JsonObject): Promise<void> {
  await client.query(
    `update contacts c set traits = '{}', email = ${FIRST_ADDRESS}, name = null where c.id = $1 and c.bucket = $2`,
    [contact, bucketOf(contact)],
  )
  await saveTraits(client, [{ contact, set }])
}

/** Traits by which contacts may be found to be alike. */
const telling = (traits: string) =>
  `(${[
    'email',
    'name',
    'firstName',
    'lastName',
    'first_name',
    'last_name',
    'firstname',
    'lastname',
    'phone',
    'mobile',
    'company',
  ]
    .map((trait) => `${traits} -> '${trait}'`)
    .join(', ')})`

/**
 * Keeps the traits that people see beside the history, and the name and address that lists show, in one statement. Whoever is called
 * something else by it is marked, to be compared with others.
 */
export async function saveTraits(
  client: pg.PoolClient,
  changes: readonly Pick<TraitChange, 'contact' | 'set'>[],
): Promise<void> {
  if (changes.length === 0) return
  const sets = new Map<string, JsonObject>()
  for (const { contact, set } of changes) {
    const before = sets.get(contact)
    sets.set(contact, before === undefined ? set : { ...before, ...set })
  }
  await client.query({
    name: 'save-traits',
    text: `with t as materialized (
        select x.id, x.bucket, x.traits as before, jsonb_strip_nulls(x.traits || r.set) as traits
        from json_to_recordset($1) as r(id uuid, bucket smallint, set jsonb)
        join contacts x on x.id = r.id and x.bucket = r.bucket
      ), marked as (
        insert into duplicate_marks (contacts)
        select array_agg(id) from t where ${telling('before')} is distinct from ${telling('traits')} having count(*) > 0
      )
      update contacts c
      set traits = t.traits,
        email = coalesce(t.traits ->> 'email', c.email),
        name = coalesce(
          nullif(trim(concat_ws(' ', coalesce(t.traits ->> 'firstName', t.traits ->> 'first_name', t.traits ->> 'firstname'),
            coalesce(t.traits ->> 'lastName', t.traits ->> 'last_name', t.traits ->> 'lastname'))), ''),
          t.traits ->> 'name', c.name)
      from t
      where c.id = t.id and c.bucket = t.bucket`,
    values: [jsonRows([...sets].map(([id, set]) => ({ id, bucket: bucketOf(id), set })))],
  })
}
