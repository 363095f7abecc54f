import type { WhatIfView } from '../contract/what-if.ts'
import type { Tx } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import type { Migrations } from '../domain/lifecycle/program.ts'
import { estimateAdded } from '../domain/what-if/estimate.ts'
import { LaterStages } from '../domain/what-if/later.ts'
import type { TwoWalks } from '../domain/what-if/moves.ts'
import type { ComparedPerson } from '../domain/what-if/subjects.ts'
import { pageEntries } from '../features/contacts/page-entries.ts'

type Sorts = Readonly<Record<'kept' | 'dropped' | 'added', readonly ComparedPerson[]>>
type Later = WhatIfView['later'][number]

export interface LaterQuestion {
  readonly walks: TwoWalks
  /** The stages after the compared one, in their order, with their names. */
  readonly stages: readonly { readonly key: string; readonly name: string }[]
  /** What stages of earlier versions are called now. */
  readonly migrations: Migrations
  /** So that the same question has the same answer. */
  readonly seed: number
}

/** Entries of the ledger read at once. */
const PAGE = 10_000

/**
 * What became of the people. For kept and dropped ones it happened, and the ledger says so; added ones were never handed over: what they reached
 * without, and an estimate from the kept ones.
 */
export async function laterStages(client: Tx, sorts: Sorts, question: LaterQuestion): Promise<readonly Later[]> {
  const { stages, walks } = question
  if (stages.length === 0) return []
  const people = [...sorts.kept, ...sorts.dropped, ...sorts.added].sort((a, b) => a.index - b.index)
  const placeOf = new Map(people.map(({ index }, place) => [index, place]))
  const later = new LaterStages(
    people.map((person) => ({ id: walks.idAt(person.index), from: handedOverAt(person) })),
    stages.map(({ key }) => key),
  )
  await readLedger(client, later, question)
  const lagOf = (person: ComparedPerson, stage: number): Time | null => {
    const at = later.reachedAt(placeOf.get(person.index) ?? 0, stage)
    return at === null ? null : at - handedOverAt(person)
  }
  return stages.map(({ key, name }, stage) => {
    const reached = (some: readonly ComparedPerson[]) => some.filter((person) => lagOf(person, stage) !== null)
    const anyway = reached(sorts.added)
    const arrived = new Set(anyway)
    return {
      stage: key,
      name,
      kept: reached(sorts.kept).length,
      dropped: reached(sorts.dropped).length,
      added: anyway.length,
      estimate: estimateView(
        sorts.kept.map((person) => ({ person, lag: lagOf(person, stage) })),
        sorts.added.filter((person) => !arrived.has(person)),
        { anyway: anyway.length, seed: question.seed + stage },
      ),
    }
  })
}

/** People are handed over when the lifecycle in force lets them in; those it never did are looked at from where the candidate would. */
function handedOverAt({ enteredNow, enteredThen }: ComparedPerson): Time {
  return enteredNow ?? enteredThen ?? 0
}

async function readLedger(client: Tx, later: LaterStages, { stages, migrations }: LaterQuestion): Promise<void> {
  const keys = new Set(stages.map(({ key }) => key))
  const asked = [...keys, ...Object.keys(migrations).filter((old) => keys.has(migrations[old] ?? ''))]
  for (let after: { contact: string; nth: number } | null = null; ; ) {
    const page = await pageEntries(client, asked, after, PAGE)
    for (const { contact, stage, at } of page) later.add({ contact, stage: migrations[stage] ?? stage, at })
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = { contact: last.contact, nth: last.nth }
  }
}

function estimateView(
  kept: readonly { readonly person: ComparedPerson; readonly lag: Time | null }[],
  added: readonly ComparedPerson[],
  { anyway, seed }: { readonly anyway: number; readonly seed: number },
): Later['estimate'] {
  if (added.length + anyway === 0) return null
  const observed = kept.map(({ person, lag }) => ({ ...person.subject, lag }))
  const subjects = added.map(({ subject }) => subject)
  const estimate = estimateAdded(observed, subjects, anyway, seed)
  if (estimate === null) return null
  const grades = [...new Set([...observed, ...subjects].map(({ grade }) => grade))]
    .filter((grade) => grade !== '')
    .sort()
  return {
    ...estimate,
    people: added.length + anyway,
    grades: grades.map((grade) => {
      const same = observed.filter((one) => one.grade === grade)
      return {
        grade,
        added: subjects.filter((one) => one.grade === grade).length,
        kept: same.length,
        reached: same.filter(({ lag }) => lag !== null).length,
      }
    }),
  }
}
