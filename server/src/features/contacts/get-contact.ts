import type pg from 'pg'
import type { ContactDetail } from '../../contract/contacts.ts'
import { momentOf } from '../../contract/moment.ts'
import { together } from '../../db/reading.ts'
import type { Cause, Time } from '../../domain/facts.ts'
import type { IdentityKind } from '../../domain/incoming.ts'
import type { JsonObject } from '../../domain/json.ts'
import { type ItemRow, type Lens, readState, shownSource } from './contact-item.ts'

type Client = Pick<pg.Pool, 'query'>

interface DetailRow extends Omit<ItemRow, 'stage' | 'level' | 'since' | 'reason'> {
  readonly createdAt: Time
  readonly traits: JsonObject
  readonly proposals: ContactDetail['proposals'] | null
  readonly version: number
  readonly wakeAt: Time | null
  readonly erased: boolean
  readonly merged: readonly string[]
}

/** Everything of a contact but its history; null where there is no such row. */
export async function findContactDetail(client: Client, id: string, lens: Lens): Promise<ContactDetail | null> {
  const [row, identities, positions] = await together(
    client,
    () => findRow(client, id),
    () => listIdentities(client, id),
    () => listPositionsOf(client, id),
  )
  if (row === null) return null
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    known: row.known !== 0,
    account: row.accountId === null ? null : { id: row.accountId, name: row.accountName },
    source: shownSource(row.source),
    ...readState(row, lens),
    createdAt: momentOf(row.createdAt),
    traits: row.traits,
    identities,
    positions,
    proposals: row.proposals ?? [],
    merged: [...row.merged],
    version: row.version,
    wakeAt: momentOf(row.wakeAt),
    erased: row.erased,
  }
}

async function findRow(client: Client, id: string): Promise<DetailRow | null> {
  const { rows } = await client.query<DetailRow>({
    name: 'contact-detail',
    text: `with recursive family as (
      select id from contacts where merged_into = $1
      union
      select c.id from family f join contacts c on c.merged_into = f.id
    )
    select c.id, c.name, c.email, c.known, c.source, c.state, c.state_key as "stateKey", c.account_id as "accountId",
      a.name as "accountName", c.created_at as "createdAt", c.traits, c.proposals, c.version, c.wake_at as "wakeAt",
      c.sealed_at is not null as erased, array(select id::text from family order by id) as merged
    from contacts c
    left join accounts a on a.id = c.account_id
    where c.id = $1`,
    values: [id],
  })
  return rows[0] ?? null
}

/** Its own, and those of rows that were merged into it. */
async function listIdentities(client: Client, contact: string): Promise<ContactDetail['identities']> {
  const { rows } = await client.query<{ kind: IdentityKind; value: string; claimedAt: Time }>({
    name: 'contact-identities',
    text: `with recursive family as (
      select $1::uuid as id
      union
      select c.id from family f join contacts c on c.merged_into = f.id
    )
    select kind, value, claimed_at as "claimedAt"
    from identities
    where contact_id = any(array(select id from family))
    order by claimed_at, kind, value
    limit 500`,
    values: [contact],
  })
  return rows.map(({ kind, value, claimedAt }) => ({ kind, value, claimedAt: momentOf(claimedAt) }))
}

async function listPositionsOf(client: Client, contact: string): Promise<ContactDetail['positions']> {
  const { rows } = await client.query<{
    track: string
    stage: string
    since: Time
    level: string | null
    reason: string | null
    cause: Cause
    cycle: number
  }>({
    name: 'contact-positions',
    text: `select track, stage, since, level, reason, cause, cycle
    from positions
    where contact_id = $1
    order by track`,
    values: [contact],
  })
  return rows.map((row) => ({ ...row, since: momentOf(row.since) }))
}
