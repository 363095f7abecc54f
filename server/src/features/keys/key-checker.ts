import type pg from 'pg'
import type { KeyKind } from '../../contract/keys.ts'
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
      const answer = load(pool, hash)
      remembered.delete(name)
      remembered.set(name, { until: now() + TRUSTED_MS, answer })
      answer.catch(() => remembered.delete(name))
      const oldest = remembered.keys().next().value
      if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
      return answer
    },
  }
}

async function load(pool: Pick<pg.Pool, 'query'>, hash: Buffer): Promise<KnownKey | null> {
  const { rows } = await pool.query<KnownKey>({
    name: 'find-key',
    text: 'select id, kind, historical from api_keys where hash = $1 and revoked_at is null',
    values: [hash],
  })
  return rows[0] ?? null
}
