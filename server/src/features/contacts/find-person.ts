import type pg from 'pg'
import type { LinesRead, Time } from '../../domain/facts.ts'
import type { Json } from '../../domain/json.ts'

type Client = Pick<pg.Pool, 'query'>

export interface PersonRow {
  readonly id: string
  readonly email: string | null
  readonly name: string | null
  readonly seq: number
  readonly nth: number
  readonly known: boolean
  readonly state: string
  /** Under which the state was folded. */
  readonly stateKey: string
  readonly version: number
  readonly floor: Time | null
  readonly wakeAt: Time | null
  readonly accountId: string | null
  readonly accountName: string | null
  /** The lines of its accounts that it has read. */
  readonly lines: LinesRead
  readonly proposals: Json
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The standing row of a person, by the contact's id, an address, a user id, a phone number or an anonymous id; null where there is none. */
export async function findPerson(client: Client, who: string): Promise<PersonRow | null> {
  const { rows } = await client.query<PersonRow>({
    name: 'find-person',
    text: `with recursive asked as (
       select id from contacts where $1::uuid is not null and id = $1::uuid
       union all
       (select contact_id from identities
        where value = any($2::text[])
        order by array_position(array['email', 'user', 'phone', 'anonymous'], kind) limit 1)
     ), standing as (
       (select c.id, c.merged_into from asked a join contacts c on c.id = a.id limit 1)
       union all
       select c.id, c.merged_into from standing s join contacts c on c.id = s.merged_into
     )
     select c.id, c.email, c.name, c.seq, c.nth, c.known <> 0 as known, c.state, c.state_key as "stateKey", c.version, c.floor, c.wake_at as "wakeAt", c.account_id as "accountId",
       a.name as "accountName", c.lines_read as "lines", c.proposals
     from standing s
     join contacts c on c.id = s.id
     left join accounts a on a.id = c.account_id
     where s.merged_into is null`,
    values: [UUID.test(who) ? who : null, [who, who.trim().toLowerCase()]],
  })
  return rows[0] ?? null
}
