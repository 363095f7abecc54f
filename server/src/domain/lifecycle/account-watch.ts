import type { Time } from '../facts.ts'
import { canonical, type JsonObject } from '../json.ts'
import type { Binding } from './binder.ts'
import { tracksOf } from './check-document.ts'
import type { ContactState } from './state.ts'

/**
 * Whether a change of account values can matter to any member: a leaf of that value changes its truth, or the moment at which it will.
 * Deals are weighed by each member's own cycle, so any change of them matters.
 */
export function accountWatch(binding: Binding): (before: JsonObject, after: JsonObject, now: Time) => boolean {
  const leaves = tracksOf(binding.document).flatMap((track) =>
    binding.checked.accountLeaves.map(({ criterion, settings, subject }) =>
      criterion.bind(settings as never, binding.binder(track), subject),
    ),
  )
  return (before, after, now) => {
    if (canonical(before['opportunities'] ?? null) !== canonical(after['opportunities'] ?? null)) return true
    const [old, young] = [memberOf(before), memberOf(after)]
    return leaves.some((leaf) => {
      const holds = leaf.test(young, now)
      return holds !== leaf.test(old, now) || leaf.until(young, now, !holds) !== leaf.until(old, now, !holds)
    })
  }
}

/** A member of whom nothing is known but its account. */
function memberOf(values: JsonObject): ContactState {
  return {
    contact: '',
    stateKey: '',
    upTo: { at: 0, id: '' },
    seq: 0,
    known: 0,
    activeAt: 0,
    account: '',
    line: { seq: 0, at: 0, values },
    positions: {},
    slots: [],
    pending: [],
  }
}
