import type { Tx } from '../../db/transaction.ts'
import { isObject, type JsonObject } from '../../domain/json.ts'
import { message } from '../../domain/message.ts'
import type { BulkAction } from '../../features/bulk/bulk-actions.ts'
import type { BulkPersonRow, UndoOutcome } from '../../features/bulk/bulk-people.ts'
import { readTraits } from '../../features/contacts/read-traits.ts'
import type { Ripen } from '../ripen.ts'
import { lockChosen } from './chosen-rows.ts'
import { isOther, setTraits, type TraitSetting } from './set-traits.ts'

type Done = BulkPersonRow & { readonly did: JsonObject }

/** Gives a page of people back what their traits were. What somebody changed since is left alone. */
export async function undoTraits(
  ripen: Ripen,
  client: Tx,
  action: BulkAction,
  people: readonly Done[],
): Promise<readonly UndoOutcome[]> {
  // Whose owner was changed is perhaps not shown any more to those who see their own: they may take back what they did.
  const chosen = await lockChosen(client, people, 'all')
  const traits = await readTraits(
    client,
    people.map(({ contact }) => contact),
  )
  const settings: TraitSetting[] = []
  const outcomes = chosen.map(({ person, found }): UndoOutcome => {
    const { place } = person
    if ('refused' in found) return { place, undo: 'left', reason: found.refused }
    const known = traits.get(person.contact) ?? {}
    const [set, before] = [partOf(person.did, 'set'), partOf(person.did, 'before')]
    const changed = Object.keys(set).filter((key) => isOther(set[key], known[key]))
    const back = Object.fromEntries(Object.entries(before).filter(([key]) => !changed.includes(key)))
    if (Object.keys(back).length === 0)
      return { place, undo: 'left', reason: message('bulk.changed_since', { traits: changed }) }
    settings.push({ row: found.row, set: back })
    const reason = changed.length === 0 ? null : message('bulk.partly_changed', { traits: changed })
    return { place, undo: 'undone', reason }
  })
  await setTraits(ripen, client, settings, action.undoneBy ?? action.actor)
  return outcomes
}

function partOf(did: JsonObject, name: string): JsonObject {
  const part = did[name]
  return isObject(part) ? part : {}
}
