import type pg from 'pg'

type Client = Pick<pg.Pool, 'query'>

/** Contacts whose ids lie behind `after` and not behind `upTo`; null: no bound. */
export interface IdRange {
  readonly after: string | null
  readonly upTo: string | null
}

export interface Person {
  readonly id: string
  /** Erased: only its moves are left. */
  readonly sealed: boolean
}

/** A page of the rows that stand for people (none that was merged into another), in the order of their ids. */
export async function pagePeople(client: Client, range: IdRange, limit: number): Promise<readonly Person[]> {
  const { rows } = await client.query<Person>({
    name: 'page-people',
    text: `select id, sealed_at is not null as sealed from contacts
      where merged_into is null and ($1::uuid is null or id > $1) and ($2::uuid is null or id <= $2)
      order by id limit $3`,
    values: [range.after, range.upTo, limit],
  })
  return rows
}

/** Ranges of ids with about equally many contacts. */
export async function splitContacts(client: Client, contacts: number, parts: number): Promise<readonly IdRange[]> {
  const ends: string[] = []
  for (let part = 1; part < parts; part++) {
    const { rows } = await client.query<{ id: string }>('select id from contacts order by id offset $1 limit 1', [
      Math.floor((contacts * part) / parts),
    ])
    const [end] = rows
    if (end !== undefined && end.id !== ends.at(-1)) ends.push(end.id)
  }
  return [...ends, null].map((upTo, index) => ({ after: ends[index - 1] ?? null, upTo }))
}

/** How many people stand in each of some stages. */
export async function countStanding(client: Client, stages: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ stage: string; count: number }>(
    'select stage, count(*) as count from positions where stage = any($1::text[]) group by stage',
    [[...stages]],
  )
  return new Map(rows.map(({ stage, count }) => [stage, count]))
}

export interface NamedPerson {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
}

export async function namePeople(client: Client, ids: readonly string[]): Promise<ReadonlyMap<string, NamedPerson>> {
  if (ids.length === 0) return new Map()
  const { rows } = await client.query<NamedPerson>('select id, name, email from contacts where id = any($1::uuid[])', [
    [...ids],
  ])
  return new Map(rows.map((row) => [row.id, row]))
}
