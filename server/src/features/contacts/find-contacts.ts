import type pg from 'pg'
import { normaliseEmail, normaliseUserId } from '../../domain/identity/normalise.ts'

type Client = Pick<pg.Pool, 'query'>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** How somebody names a contact: any of these that are given must fit. */
export interface Named {
  readonly email?: string | undefined
  /** Ripen's id, or the sender's user id. */
  readonly id?: string | undefined
}

/** The contacts that a name means, merged rows replaced by those that they were merged into. */
export async function findContacts(client: Client, { email, id }: Named): Promise<readonly string[]> {
  const byEmail = email === undefined ? null : await findByIdentity(client, 'email', normaliseEmail(email))
  if (id === undefined) return byEmail ?? []
  const own = uuid.test(id) ? [id.toLowerCase()] : []
  const byId = await findSurvivors(client, [...own, ...(await findByIdentity(client, 'user', normaliseUserId(id)))])
  return byEmail === null ? byId : byId.filter((contact) => byEmail.includes(contact))
}

/** The contact with an id of ours, an address, or a user id, in this order; null where there is none. */
export async function findContact(client: Client, text: string): Promise<string | null> {
  if (uuid.test(text)) {
    const [own] = await findSurvivors(client, [text.toLowerCase()])
    if (own !== undefined) return own
  }
  const [byEmail] = await findByIdentity(client, 'email', normaliseEmail(text))
  if (byEmail !== undefined) return byEmail
  return (await findByIdentity(client, 'user', normaliseUserId(text)))[0] ?? null
}

async function findByIdentity(client: Client, kind: string, value: string | null): Promise<readonly string[]> {
  if (value === null) return []
  const { rows } = await client.query<{ id: string }>(
    'select contact_id as id from identities where kind = $1 and value = $2',
    [kind, value],
  )
  return findSurvivors(
    client,
    rows.map(({ id }) => id),
  )
}

async function findSurvivors(client: Client, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const { rows } = await client.query<{ id: string }>(
    `with recursive line as (
      select id, merged_into from contacts where id = any($1::uuid[])
      union
      select c.id, c.merged_into from line l join contacts c on c.id = l.merged_into
    )
    select id from line where merged_into is null order by id`,
    [ids],
  )
  return rows.map(({ id }) => id)
}
