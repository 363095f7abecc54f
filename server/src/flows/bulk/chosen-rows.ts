import type { Tx } from '../../db/transaction.ts'
import { type Message, message } from '../../domain/message.ts'
import type { BulkAction } from '../../features/bulk/bulk-actions.ts'
import type { BulkOutcome, BulkPersonRow } from '../../features/bulk/bulk-people.ts'
import { type ContactRow, lockContacts } from '../../features/contacts/lock-contacts.ts'
import { listVisible } from '../../features/contacts/visible.ts'

/** Somebody of a page with its locked row, or why nothing can be done to it. */
export interface Chosen<Person extends BulkPersonRow> {
  readonly person: Person
  readonly found: { readonly row: ContactRow } | { readonly refused: Message }
}

/** Locks the rows of a page of people, in the order of their ids. What changed since they were chosen is found here. */
export async function lockChosen<Person extends BulkPersonRow>(
  client: Tx,
  people: readonly Person[],
  visible: BulkAction['visible'],
): Promise<readonly Chosen<Person>[]> {
  const ids = people.map(({ contact }) => contact)
  const rows = new Map((await lockContacts(client, ids)).map((row) => [row.id, row]))
  const shown = await listVisible(client, ids, visible)
  return people.map((person) => {
    const row = rows.get(person.contact)
    if (row === undefined) return { person, found: { refused: message('bulk.gone') } }
    if (row.sealed) return { person, found: { refused: message('edit.erased') } }
    if (row.mergedInto !== null) return { person, found: { refused: message('bulk.merged') } }
    if (!shown.has(row.id)) return { person, found: { refused: message('bulk.not_shown') } }
    return { person, found: { row } }
  })
}

export function refused({ place }: Pick<BulkPersonRow, 'place'>, reason: Message): BulkOutcome {
  return { place, outcome: 'refused', reason, did: null }
}
