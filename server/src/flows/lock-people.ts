import type { Tx } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { type ContactRow, insertContacts, lockContacts } from '../features/contacts/lock-contacts.ts'
import { findMergedRows } from '../features/contacts/merged-rows.ts'

/** Locked rows of people, reached by any row that was ever theirs. */
export interface Locked {
  /** The row that stands for the person behind a row. */
  personOf(row: string): ContactRow
  /** All rows of that person: the standing one and those merged into it. */
  rowsOf(row: string): readonly string[]
}

/** Locks the people behind rows, in the order of their ids; makes rows that are missing; follows merges. */
export async function lockPeople(client: Tx, wanted: readonly string[], head: Program, now: Time): Promise<Locked> {
  const locked = new Map<string, ContactRow>()
  let asked = [...new Set(wanted)]
  while (asked.length > 0) {
    const rows = await lockContacts(client, asked)
    const found = new Set(rows.map(({ id }) => id))
    const missing = asked.filter((id) => !found.has(id)).sort()
    if (missing.length > 0) {
      const { stateKey, decisionKey, version } = head
      await insertContacts(
        client,
        missing.map((id) => ({ id, state: '', stateKey, decisionKey, version, createdAt: now })),
      )
    }
    const made = missing.length === 0 ? [] : await lockContacts(client, missing)
    for (const row of [...rows, ...made]) locked.set(row.id, row)
    asked = [...rows, ...made].flatMap(({ mergedInto }) =>
      mergedInto === null || locked.has(mergedInto) ? [] : [mergedInto],
    )
  }
  const personOf = (id: string): ContactRow => {
    const row = locked.get(id)
    if (row === undefined) throw new Error(`The contact ${id} is not locked.`)
    return row.mergedInto === null ? row : personOf(row.mergedInto)
  }
  const joined = new Set(
    wanted
      .map((id) => personOf(id))
      .filter(({ joined }) => joined)
      .map(({ id }) => id),
  )
  const merged = joined.size === 0 ? new Map<string, readonly string[]>() : await findMergedRows(client, [...joined])
  return { personOf, rowsOf: (id) => merged.get(personOf(id).id) ?? [personOf(id).id] }
}
