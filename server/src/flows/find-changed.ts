import type { CodedFact } from '../domain/columnar/snapshot.ts'
import { compareIds, contactsOf, idAt } from '../domain/columnar/snapshot.ts'
import { type People, SEALED } from '../features/what-if/read-people.ts'
import type { KeptSnapshot } from './build-snapshot.ts'

interface ChangedPerson {
  readonly id: string
  readonly seq: number
  readonly marks: number
  readonly sealed: boolean
}

export interface Changed {
  /** By place of a contact in the snapshot: 1 where it is read anew, or is nobody any more. */
  readonly skip: Uint8Array
  readonly people: readonly ChangedPerson[]
  /** Somebody was erased whose history is still in the snapshot. */
  readonly erased: boolean
}

/** Whose histories are not as the snapshot has them: people with other events, and people of accounts with other lines. */
export function findChanged(kept: KeptSnapshot, people: People, lines: ReadonlyMap<string, number>): Changed {
  const { snapshot, seqs } = kept
  const contacts = contactsOf(snapshot)
  const skip = new Uint8Array(contacts).fill(1)
  const touched = membersOfChanged(kept, lines)
  const found: ChangedPerson[] = []
  let erased = false
  let place = 0
  for (let one = 0; one < people.seqs.length; one++) {
    // Both are in the order of their ids.
    while (place < contacts && compareIds(snapshot.ids, 16 * place, people.ids, 16 * one) < 0) place += 1
    const there = place < contacts && compareIds(snapshot.ids, 16 * place, people.ids, 16 * one) === 0
    const [seq, marks] = [people.seqs[one] as number, people.marks[one] as number]
    if (there && seqs[place] === seq && kept.marks[place] === marks && touched[place] !== 1) skip[place] = 0
    else {
      const sealed = (marks & SEALED) !== 0
      found.push({ id: idAt(people, one), seq, marks, sealed })
      if (there && sealed && ((kept.marks[place] as number) & SEALED) === 0) erased = true
    }
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
