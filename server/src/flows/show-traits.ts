import type { Tx } from '../db/transaction.ts'
import { EVERYTHING, knownHistory, type Library } from '../domain/history.ts'
import { isObject, type JsonObject } from '../domain/json.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
import { replaceTraits, saveTraits, type TraitChange } from '../features/contacts/save-contacts.ts'
import { markAlike } from '../features/duplicates/marks.ts'

/** Keeps the traits that people see in step with the histories: what came late is put in its place by going through them again. */
export async function showTraits(client: Tx, changes: readonly TraitChange[]): Promise<void> {
  const late = new Set(changes.filter((change) => change.late).map(({ contact }) => contact))
  const inOrder = changes.filter(({ contact }) => !late.has(contact)).sort((a, b) => a.at - b.at)
  await saveTraits(client, inOrder)
  if (late.size > 0) await showTraitsAnew(client, [...late])
}

/** Makes the traits that people see from the histories, which have been written. */
export async function showTraitsAnew(client: Tx, contacts: readonly string[]): Promise<void> {
  const library = await readLibrary(client, contacts)
  for (const contact of contacts) await replaceTraits(client, contact, traitsOf(library, contact))
  await markAlike(client, contacts)
}

/** The traits that a row's own history tells of: of each the latest. */
function traitsOf(library: Library, contact: string): JsonObject {
  const sets = knownHistory(library, contact, EVERYTHING).facts.flatMap((fact) =>
    fact.is === 'event' && fact.kind === 'traits' && isObject(fact.data['set']) ? [fact.data['set']] : [],
  )
  return Object.assign({}, ...sets)
}
