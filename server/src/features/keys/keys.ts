import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { CreatedKey, CreateKey, KeyKind, KeyView } from '../../contract/keys.ts'
import { momentOf } from '../../contract/moment.ts'
import { sqlTime } from '../../db/column-values.ts'
import { newId } from '../../db/new-id.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

const prefixes: Readonly<Record<KeyKind, string>> = { write: 'ripen_w_', read: 'ripen_r_', full: 'ripen_f_' }

/** Length of what is kept of a key to recognise it by. */
const SHOWN = 12

/** Keys are random to their last bit, so a plain hash of them cannot be guessed back. */
export function hashOfKey(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Makes a key. It is told here and never again: only its hash is stored. */
export async function createKey(client: Client, { name, kind, historical }: CreateKey, now: Time): Promise<CreatedKey> {
  const key = prefixes[kind] + randomBytes(32).toString('base64url')
  const id = newId(now)
  const prefix = key.slice(0, SHOWN)
  await client.query(
    `insert into api_keys (id, name, kind, historical, prefix, hash, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, name, kind, historical, prefix, hashOfKey(key), sqlTime(now)],
  )
  return { id, name, kind, historical, prefix, createdAt: momentOf(now), revokedAt: null, lastUsedAt: null, key }
}

/** Every key, the newest first. */
export async function listKeys(client: Client): Promise<KeyView[]> {
  const { rows } = await client.query<
    Omit<KeyView, 'createdAt' | 'revokedAt' | 'lastUsedAt'> & {
      createdAt: Time
      revokedAt: Time | null
      lastUsedAt: Time | null
    }
  >(
    `select id, name, kind, historical, prefix, created_at as "createdAt", revoked_at as "revokedAt",
      last_used_at as "lastUsedAt"
    from api_keys
    order by created_at desc, id desc
    limit 1000`,
  )
  return rows.map((row) => ({
    ...row,
    createdAt: momentOf(row.createdAt),
    revokedAt: momentOf(row.revokedAt),
    lastUsedAt: momentOf(row.lastUsedAt),
  }))
}

/** A key by its id, held for whoever is going to revoke it. */
export async function lockKey(
  client: Client,
  id: string,
): Promise<{ readonly name: string; readonly revoked: boolean } | null> {
  const { rows } = await client.query<{ name: string; revoked: boolean }>(
    'select name, revoked_at is not null as revoked from api_keys where id = $1 for update',
    [id],
  )
  return rows[0] ?? null
}

/** Makes a key invalid for good; false where there is none. Doing it again changes nothing. */
export async function revokeKey(client: Client, id: string, now: Time): Promise<boolean> {
  const { rowCount } = await client.query('update api_keys set revoked_at = coalesce(revoked_at, $2) where id = $1', [
    id,
    sqlTime(now),
  ])
  return rowCount === 1
}
