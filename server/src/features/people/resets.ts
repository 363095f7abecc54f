import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { newId } from '../../db/new-id.ts'
import { hashOfToken, newToken } from '../../db/token.ts'
import { HOUR } from '../../domain/duration.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

const LASTS = HOUR

/** A link by which a person chooses another password; links before it end. The token is told here and never again. */
export async function insertReset(
  client: Client,
  person: string,
  now: Time,
): Promise<{ readonly token: string; readonly expiresAt: Time }> {
  await client.query('update password_resets set used_at = $2 where person_id = $1 and used_at is null', [
    person,
    sqlTime(now),
  ])
  const token = newToken()
  const expiresAt = now + LASTS
  await client.query(
    'insert into password_resets (id, hash, person_id, created_at, expires_at) values ($1, $2, $3, $4, $5)',
    [newId(now), hashOfToken(token), person, sqlTime(now), sqlTime(expiresAt)],
  )
  return { token, expiresAt }
}

/** Uses a link up; null where it is unknown, used, too old, or of somebody who may not sign in. */
export async function takeReset(client: Client, token: string, now: Time): Promise<string | null> {
  const { rows } = await client.query<{ person: string }>(
    `update password_resets r set used_at = $2
    from people p
    where r.hash = $1 and r.used_at is null and r.expires_at > $2 and p.id = r.person_id and p.deactivated_at is null
    returning r.person_id as person`,
    [hashOfToken(token), sqlTime(now)],
  )
  return rows[0]?.person ?? null
}
