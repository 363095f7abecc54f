import type pg from 'pg'
import type { KeyKind } from '../../contract/keys.ts'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'
import { hashOfKey } from './keys.ts'

export interface KnownKey {
  readonly id: string
  readonly kind: KeyKind
  readonly historical: boolean
}

/** How long an answer is trusted: a revoked key works at most so much longer. */
const TRUSTED_MS = 10_000
const MOST_REMEMBERED = 10_000
const LONGEST_KEY = 200
/** How exactly we know when a key was last used. */
const NOTED_EVERY = 60_000

/** Finds keys by their secret; answers, also that there is no such key, are remembered for ten seconds. */
export function createKeyChecker(pool: Pick<pg.Pool, 'query'>, now: () => Time) {
  const remembered = new Map<string, { readonly until: Time; readonly answer: Promise<KnownKey | null> }>()
  return {
    async find(secret: string): Promise<KnownKey | null> {
      if (secret.length > LONGEST_KEY) return null
      const hash = hashOfKey(secret)
      const name = hash.toString('base64')
      const found = remembered.get(name)
      if (found !== undefined && found.until > now()) return found.answer
      const answer = load(pool, hash, now())
      remembered.delete(name)
      remembered.set(name, { until: now() + TRUSTED_MS, answer })
      answer.catch(() => remembered.delete(name))
      const oldest = remembered.keys().next().value
      if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
      return answer
    },
  }
}

async function load(pool: Pick<pg.Pool, 'query'>, hash: Buffer, now: Time): Promise<KnownKey | null> {
  const { rows } = await pool.query<KnownKey & { lastUsedAt: Time | null }>({
    name: 'find-key',
    text: `select id, kind, historical, last_used_at as "lastUsedAt" from api_keys
      where hash = $1 and revoked_at is null`,
    values: [hash],
  })
  const [row] = rows
  if (row === undefined) return null
  const { lastUsedAt, ...key } = row
  if (lastUsedAt === null || now - lastUsedAt >= NOTED_EVERY)
    await pool.query('update api_keys set last_used_at = $2 where id = $1', [key.id, sqlTime(now)])
  return key
}
