import { momentOf } from '../contract/moment.ts'
import type { WhatIfView } from '../contract/what-if.ts'
import type { Tx } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import type { Library } from '../domain/history.ts'
import type { StagePair } from '../domain/what-if/compared-stage.ts'
import { explainEntry } from '../domain/what-if/explain-entry.ts'
import type { TwoWalks } from '../domain/what-if/moves.ts'
import type { ComparedPerson } from '../domain/what-if/subjects.ts'
import { type NamedPerson, namePeople } from '../features/contacts/page-people.ts'
import { readColleagues } from '../features/contacts/read-families.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
import type { Candidate } from './candidate.ts'
import { viewExplanation } from './view-explanation.ts'
import { restsOnColleagues } from './what-if-walks.ts'

type PersonView = WhatIfView['people']['kept'][number]

/** People shown of each sort: the newest, since one remembers them. */
const SHOWN = 8

interface Shown {
  readonly walks: TwoWalks
  readonly candidate: Candidate
  readonly stage: StagePair
}

/** A few people with their names and why they enter the stage under the one lifecycle, and what the other one found. */
export async function showPeople(
  client: Tx,
  people: Readonly<Record<'kept' | 'dropped' | 'added', readonly ComparedPerson[]>>,
  shown: Shown,
): Promise<WhatIfView['people']> {
  const chosen = { kept: newest(people.kept), dropped: newest(people.dropped), added: newest(people.added) }
  const ids = Object.values(chosen).flatMap((some) => some.map(({ index }) => shown.walks.idAt(index)))
  const names = await namePeople(client, ids)
  const colleagues = restsOnColleagues(shown.candidate) ? await colleaguesOf(client, ids) : null
  const library = await readLibrary(client, [...new Set([...ids, ...(colleagues ?? [])])])
  const view = (some: readonly ComparedPerson[]) =>
    some.map((one) => viewPerson(one, shown, names, library, colleagues))
  return { kept: view(chosen.kept), dropped: view(chosen.dropped), added: view(chosen.added) }
}

/** More people than these are not walked once more for the sake of a few reasons. */
const MOST_COLLEAGUES = 2000

async function colleaguesOf(client: Tx, ids: readonly string[]): Promise<readonly string[] | null> {
  const people = await readColleagues(client, ids, MOST_COLLEAGUES)
  return people?.filter(({ sealed }) => !sealed).map(({ id }) => id) ?? null
}

const entryOf = ({ enteredThen, enteredNow }: ComparedPerson): Time => enteredThen ?? enteredNow ?? 0

function newest(people: readonly ComparedPerson[]): readonly ComparedPerson[] {
  return [...people].sort((a, b) => entryOf(b) - entryOf(a)).slice(0, SHOWN)
}

function viewPerson(
  person: ComparedPerson,
  { walks, candidate, stage }: Shown,
  names: ReadonlyMap<string, NamedPerson>,
  library: Library,
  colleagues: readonly string[] | null,
): PersonView {
  const id = walks.idAt(person.index)
  const now = { program: candidate.current, stage: stage.current }
  const then = { program: candidate.candidate, stage: stage.candidate }
  const at = entryOf(person)
  const explained =
    person.enteredThen === null
      ? explainEntry(library, id, { ...now, at }, then, colleagues)
      : explainEntry(library, id, { ...then, at }, now, colleagues)
  const { name = null, email = null } = names.get(id) ?? {}
  return {
    id,
    name,
    email,
    enteredNow: person.enteredNow === null ? null : momentOf(person.enteredNow),
    enteredThen: person.enteredThen === null ? null : momentOf(person.enteredThen),
    grade: person.subject.grade === '' ? null : person.subject.grade,
    explanation: explained.reason === null ? null : viewExplanation(explained.reason),
    otherwise: explained.otherwise === null ? null : viewExplanation(explained.otherwise),
  }
}
