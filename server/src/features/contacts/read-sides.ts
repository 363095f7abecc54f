import type pg from 'pg'
import type { Time } from '../../domain/facts.ts'

export interface Side {
  readonly emails: string[]
  readonly phones: string[]
  readonly createdAt: Time
  readonly events: number
}

/** What two contacts are compared by beside what a list shows of them. */
export async function readSides(
  client: Pick<pg.Pool, 'query'>,
  contacts: readonly string[],
): Promise<ReadonlyMap<string, Side>> {
  if (contacts.length === 0) return new Map()
  const { rows } = await client.query<Side & { id: string }>({
    name: 'read-sides',
    text: `select c.id, c.created_at as "createdAt", c.seq as events,
        array(select i.value from identities i where i.contact_id = c.id and i.kind = 'email' order by i.claimed_at, i.value limit 20) as emails,
        array(
          select distinct p.phone from (
            select i.value as phone from identities i where i.contact_id = c.id and i.kind = 'phone'
            union all
            select c.traits ->> 'phone'
          ) p where p.phone is not null limit 20
        ) as phones
      from contacts c
      where c.id = any($1::uuid[])`,
    values: [`{${contacts.join(',')}}`],
  })
  return new Map(rows.map(({ id, ...side }) => [id, side]))
}
