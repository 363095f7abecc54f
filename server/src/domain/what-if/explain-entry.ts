import { comparePlaces, type StageKey, type Time, type Transition } from '../facts.ts'
import type { Library } from '../history.ts'
import { type Explained, explainTransition } from '../lifecycle/explain.ts'
import { emptyState } from '../lifecycle/fold.ts'
import type { Program } from '../lifecycle/program.ts'
import { walk } from '../lifecycle/walk.ts'
import { occurredFacts } from './walk-occurred.ts'

export interface ExplainedEntry {
  /** Why the program lets the person in; null where a person or a file moved it. */
  readonly reason: Explained | null
  /** What the other program's criteria of the stage found at the same moment; null where it has none. */
  readonly otherwise: Explained | null
}

/** Why one program lets a person into a stage at a moment, and why another does not. */
export function explainEntry(
  library: Library,
  contact: string,
  entry: { readonly program: Program; readonly stage: StageKey; readonly at: Time },
  other: { readonly program: Program; readonly stage: StageKey },
): ExplainedEntry {
  const own = walked(library, contact, entry.program, entry.at)
  const transition = own.moves.find(({ to, at }) => to === entry.stage && at === entry.at)
  if (transition === undefined) return { reason: null, otherwise: null }
  const theirs = walked(library, contact, other.program, entry.at)
  const asked: Transition = { ...transition, rule: `stages.${other.stage}.entry` }
  return {
    reason: explainTransition(entry.program, historyOf(own), transition).reason,
    otherwise: explainTransition(other.program, historyOf(theirs), asked).reason,
  }
}

function walked(library: Library, contact: string, program: Program, until: Time) {
  const facts = occurredFacts(library, contact, program.migrations)
  const { moves } = walk(program, emptyState(program, contact), facts, {
    until: until + 1,
    saw: { seq: 0, lines: {} },
    nth: 0,
    wakeAt: null,
  })
  return { facts, moves }
}

function historyOf({ facts, moves }: ReturnType<typeof walked>) {
  return { facts: [...facts, ...moves].sort(comparePlaces), ends: {}, ledger: moves }
}
