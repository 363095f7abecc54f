import type { CodedFact } from '../domain/columnar/snapshot.ts'
import { contactsOf, idAt } from '../domain/columnar/snapshot.ts'
import type { PersonMark } from '../features/what-if/read-people.ts'
import type { KeptSnapshot } from './build-snapshot.ts'

export interface Changed {
  /** By place of a contact in the snapshot: 1 where it is read anew, or is nobody any more. */
  readonly skip: Uint8Array
  readonly people: readonly PersonMark[]
  /** Somebody was erased whose history is still in the snapshot. */
  readonly erased: boolean
}

/** Whose histories are not as the snapshot has them: people with other events, and people of accounts with other lines. */
export function findChanged(
  kept: KeptSnapshot,
  people: readonly PersonMark[],
  lines: ReadonlyMap<string, number>,
): Changed {
  const { snapshot, seqs } = kept
  const contacts = contactsOf(snapshot)
  const skip = new Uint8Array(contacts).fill(1)
  const touched = membersOfChanged(kept, lines)
  const found: PersonMark[] = []
  let erased = false
  let place = 0
  for (const person of people) {
    // Both are in the order of their ids.
    while (place < contacts && idAt(snapshot, place) < person.id) place += 1
    const there = place < contacts && idAt(snapshot, place) === person.id
    const same = there && seqs[place] === person.seq && touched[place] !== 1 && person.sealed === isFixed(kept, place)
    if (same) skip[place] = 0
    else found.push(person)
    if (there && person.sealed && !isFixed(kept, place)) erased = true
    if (there) place += 1
  }
  return { skip, people: found, erased }
}

/** By place: 1 where a contact ever belonged to an account with lines that the snapshot does not have. */
function membersOfChanged({ snapshot, lines: known }: KeptSnapshot, lines: ReadonlyMap<string, number>): Uint8Array {
  const touched = new Uint8Array(contactsOf(snapshot))
  const other = new Set([...lines].filter(([account, seq]) => known.get(account) !== seq).map(([account]) => account))
  if (other.size === 0) return touched
  const joins = Uint8Array.from(snapshot.facts, (text) => {
    const fact = JSON.parse(text) as CodedFact
    return fact.is === 'event' && fact.kind === 'membership' && other.has(String(fact.data['account'])) ? 1 : 0
  })
  for (let contact = 0; contact < touched.length; contact++)
    for (let index = snapshot.starts[contact] ?? 0; index < (snapshot.starts[contact + 1] ?? 0); index++)
      if (joins[snapshot.code[index] ?? 0] === 1) touched[contact] = 1
  return touched
}

/** Whether nothing but recorded moves is there of a contact. */
function isFixed({ snapshot }: KeptSnapshot, place: number): boolean {
  const [first, end] = [snapshot.starts[place] ?? 0, snapshot.starts[place + 1] ?? 0]
  return first === end || snapshot.facts[snapshot.code[first] ?? 0]?.includes('"is":"fixed"') === true
}
