import { comparePlaces, type Event, type Fact, type Place } from '../facts.ts'
import { type Draft, draftOf } from './draft.ts'
import { foldInto } from './fold.ts'
import type { Contribution } from './keep.ts'
import type { Program } from './program.ts'
import type { ContactState } from './state.ts'

/** A fold that remembers what brought what. */
export interface Traced {
  readonly program: Program
  readonly draft: Draft
  /** The events behind each slot since it was last emptied, of those that were folded. */
  readonly sources: readonly Event[][]
  readonly contributions: readonly Contribution[]
}

/** Folds facts into a state up to a place, that one included, and remembers what each event changed. */
export function trace(program: Program, start: ContactState, facts: Iterable<Fact>, until: Place): Traced {
  const draft = draftOf(start)
  const sources: Event[][] = program.aggregates.map(() => [])
  const contributions: Contribution[] = []
  for (const fact of facts) {
    if (comparePlaces(fact, until) > 0) break
    const before = [...draft.slots]
    foldInto(program, draft, fact, (contribution) => contribution.lifetime && contributions.push(contribution))
    for (const [index, slot] of draft.slots.entries()) {
      if (slot === before[index]) continue
      if (fact.is === 'event') sources[index]?.push(fact)
      else sources[index]?.splice(0)
    }
  }
  return { program, draft, sources, contributions }
}
