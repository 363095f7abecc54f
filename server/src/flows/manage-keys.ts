import type { CreatedKey, CreateKey } from '../contract/keys.ts'
import { transaction } from '../db/transaction.ts'
import type { Actor } from '../domain/facts.ts'
import { audit } from '../features/audit/audit.ts'
import { createKey, lockKey, revokeKey } from '../features/keys/keys.ts'
import type { Ripen } from './ripen.ts'

/** Makes a key, and notes who did. */
export async function makeKey(ripen: Ripen, wanted: CreateKey, by: Actor): Promise<CreatedKey> {
  return transaction(ripen.db, async (client) => {
    const now = ripen.now()
    const made = await createKey(client, wanted, now)
    const { id, name, kind, historical, prefix } = made
    await audit(client, { by, action: 'key.created', id, name, after: { kind, historical, prefix } }, now)
    return made
  })
}

/** Makes a key invalid for good; false where there is none. */
export async function endKey(ripen: Ripen, id: string, by: Actor): Promise<boolean> {
  return transaction(ripen.db, async (client) => {
    const key = await lockKey(client, id)
    if (key === null) return false
    if (key.revoked) return true
    const now = ripen.now()
    await revokeKey(client, id, now)
    await audit(client, { by, action: 'key.revoked', id, name: key.name }, now)
    return true
  })
}
