import { transaction } from '../db/transaction.ts'
import type { LikenessKind } from '../domain/identity/likeness.ts'
import { findAlike, readLikenesses, saveKeys } from '../features/duplicates/keys.ts'
import { takeMarked, takeTurn } from '../features/duplicates/marks.ts'
import { forgetCrowd, ordered, savePairs } from '../features/duplicates/pairs.ts'
import type { Ripen } from './ripen.ts'

/** Contacts that are looked at in one transaction, about. */
const PAGE = 500

/**
 * Looks whom contacts that changed are like, and proposes pairs. Nobody is merged.
 * @returns how many contacts were looked at
 */
export async function findDuplicates(ripen: Ripen): Promise<number> {
  return transaction(ripen.db, async (client) => {
    if (!(await takeTurn(client))) return 0
    const contacts = await takeMarked(client, PAGE)
    if (contacts.length === 0) return 0
    await saveKeys(client, await readLikenesses(client, contacts))
    const { alike, crowds } = await findAlike(client, contacts)
    const pairs = new Map<string, { one: string; other: string; kinds: Set<LikenessKind> }>()
    for (const { contact, other: like, kind } of alike) {
      const [one, other] = ordered(contact, like)
      const pair = pairs.get(`${one} ${other}`) ?? { one, other, kinds: new Set() }
      pairs.set(`${one} ${other}`, pair)
      pair.kinds.add(kind)
    }
    await savePairs(
      client,
      contacts,
      [...pairs.values()].map((pair) => ({ ...pair, kinds: [...pair.kinds].sort() })),
      ripen.now(),
    )
    for (const { kind, contacts: crowd } of crowds) await forgetCrowd(client, crowd, kind)
    return contacts.length
  })
}
