import { type PeopleQuestion, peopleLeaf } from '../accounts/people-leaf.ts'
import type { Binder, BoundLeaf } from './criterion.ts'
import { stateLeaf } from './kept-value.ts'

/**
 * A leaf on several people of the contact's account. The account's fold answers the question, and its line has the people by whom it holds; so a
 * leaf tells how many of them there were, and nothing where they were too few.
 */
export function peopleAnswer(question: PeopleQuestion, binder: Binder): BoundLeaf {
  const leaf = peopleLeaf(question)
  binder.accountPeople(leaf)
  return stateLeaf(
    (state) => {
      const holders = state.line?.values[leaf.path]
      return Array.isArray(holders) ? holders.length : null
    },
    (state) => state.line?.values[leaf.path] !== undefined,
    { rests: 'alone', on: 'line' },
  )
}
