import type pg from 'pg'
import type { Time } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'

export interface Editable {
  readonly name: string | null
  readonly traits: JsonObject
  readonly sealed: boolean
  /** Of the last fact or wake that its state holds. */
  readonly lastTime: Time
}

/** What is known of a contact at the moment, by those who want to change it. */
export async function readForEdit(client: Pick<pg.Pool, 'query'>, contact: string): Promise<Editable | null> {
  const { rows } = await client.query<Editable>(
    `select coalesce(name, email) as name, traits, sealed_at is not null as sealed,
      case when state = '' then 0 else substring(state from 2 for position(',' in state) - 2)::bigint end as "lastTime"
    from contacts where id = $1 and merged_into is null`,
    [contact],
  )
  return rows[0] ?? null
}
