import type { BulkWork } from '../../contract/bulk-actions.ts'
import type { Tx } from '../../db/transaction.ts'
import type { JsonObject } from '../../domain/json.ts'
import { type Message, message } from '../../domain/message.ts'
import type { BulkAction } from '../../features/bulk/bulk-actions.ts'
import type { BulkOutcome, BulkPersonRow } from '../../features/bulk/bulk-people.ts'
import { readTraits } from '../../features/contacts/read-traits.ts'
import { listTeamMates } from '../../features/people/people.ts'
import { contactTraits } from '../../integrations/segment/read-person.ts'
import type { Ripen } from '../ripen.ts'
import { lockChosen, refused } from './chosen-rows.ts'
import { isOther, setTraits, type TraitSetting } from './set-traits.ts'

type Change = Exclude<BulkWork, { do: 'move' }>

/** What a person's traits are to be: nothing else than they are, or that they cannot be so. */
type Wanted = (
  person: BulkPersonRow,
  traits: JsonObject,
) => { readonly set: JsonObject } | { readonly refused: Message }

/** Sets or clears traits of a page of people; an owner is a trait too. @param write false: it is only foreseen */
export async function changeTraits(
  ripen: Ripen,
  client: Tx,
  action: BulkAction & { readonly work: Change },
  people: readonly BulkPersonRow[],
  write: boolean,
): Promise<readonly BulkOutcome[]> {
  const wanted = await wantedBy(client, action.work)
  const chosen = await lockChosen(client, people, action.visible)
  const traits = await readTraits(
    client,
    people.map(({ contact }) => contact),
  )
  const settings: TraitSetting[] = []
  const outcomes = chosen.map(({ person, found }): BulkOutcome => {
    if ('refused' in found) return refused(person, found.refused)
    const known = traits.get(person.contact) ?? {}
    const asked = wanted(person, known)
    if ('refused' in asked) return refused(person, asked.refused)
    const fresh = Object.fromEntries(Object.entries(asked.set).filter(([key, value]) => isOther(value, known[key])))
    if (Object.keys(fresh).length === 0) return { place: person.place, outcome: 'unchanged', reason: null, did: null }
    const before = Object.fromEntries(Object.keys(fresh).map((key) => [key, known[key] ?? null]))
    settings.push({ row: found.row, set: fresh })
    return { place: person.place, outcome: 'done', reason: null, did: { set: fresh, before } }
  })
  if (write) await setTraits(ripen, client, settings, action.actor)
  return outcomes
}

async function wantedBy(client: Tx, work: Change): Promise<Wanted> {
  if (work.do === 'set_traits') return () => ({ set: contactTraits(work.set) })
  if (work.do === 'set_owner') return () => ({ set: { owner: work.owner } })
  const members = [...(await listTeamMates(client, [work.team]))].sort((a, b) => (a.id < b.id ? -1 : 1))
  return ({ place }, { owner }) => {
    if (work.keepOwners && owner !== undefined && owner !== null && owner !== '') return { set: {} }
    const next = members[(place - 1) % members.length]
    return next === undefined
      ? { refused: message('bulk.nobody_in_team', { team: work.team }) }
      : { set: { owner: next.email } }
  }
}
