import { comparePlaces, type Fact, type StageKey, type Time, type Transition } from '../facts.ts'
import type { Library } from '../history.ts'
import { type Explained, explainTransition } from '../lifecycle/explain.ts'
import { emptyState } from '../lifecycle/fold.ts'
import { type Program, readsPeople } from '../lifecycle/program.ts'
import { walk } from '../lifecycle/walk.ts'
import { occurredFacts } from './walk-occurred.ts'
import { walkTogether } from './walk-together.ts'

export interface ExplainedEntry {
  /** Why the program lets the person in; null where a person or a file moved it. */
  readonly reason: Explained | null
  /** What the other program's criteria of the stage found at the same moment; null where it has none. */
  readonly otherwise: Explained | null
}

/**
 * Why one program lets a person into a stage at a moment, and why another does not.
 * @param colleagues people of its accounts, whose histories are in the library too: a program may rest on them
 */
export function explainEntry(
  library: Library,
  contact: string,
  entry: { readonly program: Program; readonly stage: StageKey; readonly at: Time },
  other: { readonly program: Program; readonly stage: StageKey },
  colleagues: readonly string[] | null = null,
): ExplainedEntry {
  const walked = (program: Program) => walkOf(library, contact, program, entry.at, colleagues)
  const own = walked(entry.program)
  const transition = own.moves.find(({ to, at }) => to === entry.stage && at === entry.at)
  if (transition === undefined) return { reason: null, otherwise: null }
  const theirs = walked(other.program)
  const asked: Transition = { ...transition, rule: `stages.${other.stage}.entry` }
  return {
    reason: explainTransition(entry.program, historyOf(own), transition).reason,
    otherwise: explainTransition(other.program, historyOf(theirs), asked).reason,
  }
}

function walkOf(
  library: Library,
  contact: string,
  program: Program,
  until: Time,
  colleagues: readonly string[] | null,
): { readonly facts: readonly Fact[]; readonly moves: readonly Transition[] } {
  const together =
    readsPeople(program) && colleagues !== null
      ? walkTogether(program, library, [...new Set([contact, ...colleagues])], { until: until + 1 }).get(contact)
      : undefined
  if (together !== undefined) return together
  const facts = occurredFacts(library, contact, program.migrations)
  const { moves } = walk(program, emptyState(program, contact), facts, {
    until: until + 1,
    saw: { seq: 0, lines: {} },
    nth: 0,
    wakeAt: null,
  })
  return { facts, moves }
}

function historyOf({ facts, moves }: ReturnType<typeof walkOf>) {
  return { facts: [...facts, ...moves].sort(comparePlaces), ends: {}, ledger: moves, fallen: [] }
}
