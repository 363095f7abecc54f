import type { DuplicatePage, DuplicatePair, DuplicateSide } from '../contract/contact-edit.ts'
import { momentOf } from '../contract/moment.ts'
import { transaction } from '../db/transaction.ts'
import type { Actor } from '../domain/facts.ts'
import { bucketOf } from '../domain/ids.ts'
import { audit } from '../features/audit/audit.ts'
import { type Lens, listItems } from '../features/contacts/contact-item.ts'
import { readSides } from '../features/contacts/read-sides.ts'
import { countMarked } from '../features/duplicates/marks.ts'
import { countPairs, type FoundPair, listPairs, listPairsOf, ordered, tellApart } from '../features/duplicates/pairs.ts'
import { presentLens } from './browse-contacts.ts'
import type { Ripen } from './ripen.ts'

/** Most pairs of one contact that are shown beside it. */
const MOST_BESIDE = 10

/** A page of the contacts that may be one person, two by two. */
export async function showDuplicates(
  ripen: Ripen,
  query: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<DuplicatePage> {
  const { pool } = ripen.db
  const lens = await presentLens(ripen)
  const { pairs, next } = await listPairs(pool, query)
  return {
    items: await withSides(ripen, pairs, lens),
    next,
    total: await countPairs(pool),
    waiting: await countMarked(pool),
  }
}

/** Who may be the same person as a contact. */
export async function showDuplicatesOf(ripen: Ripen, contact: string): Promise<DuplicatePair[]> {
  const lens = await presentLens(ripen)
  return withSides(ripen, await listPairsOf(ripen.db.pool, contact, MOST_BESIDE), lens)
}

async function withSides(ripen: Ripen, pairs: readonly FoundPair[], lens: Lens): Promise<DuplicatePair[]> {
  const ids = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
  const items = await listItems(
    ripen.db.pool,
    ids.map((contact) => ({ contact, bucket: bucketOf(contact) })),
    lens,
  )
  const more = await readSides(ripen.db.pool, ids)
  const sides = new Map<string, DuplicateSide>()
  for (const item of items) {
    const side = more.get(item.id)
    if (side !== undefined) sides.set(item.id, { ...item, ...side, createdAt: momentOf(side.createdAt) })
  }
  return pairs.flatMap(({ one, other, kinds, foundAt }) => {
    const [first, second] = [sides.get(one), sides.get(other)]
    if (first === undefined || second === undefined) return []
    return [{ one: first, other: second, reasons: [...kinds], foundAt: momentOf(foundAt) }]
  })
}

/** Remembers that two contacts are two people, or takes that back (null). @returns whether they were ever proposed */
export async function decideApart(
  ripen: Ripen,
  contacts: readonly [string, string],
  { apart, by }: { readonly apart: boolean; readonly by: Actor },
): Promise<boolean> {
  const pair = ordered(...contacts)
  return transaction(ripen.db, async (client) => {
    const now = ripen.now()
    if (!(await tellApart(client, pair, apart ? by : null, now))) return false
    const action = apart ? 'contact.told_apart' : 'contact.not_told_apart'
    await audit(client, { by, action, id: pair[0], after: { other: pair[1] } }, now)
    return true
  })
}
