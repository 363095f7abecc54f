import type { SlotOf } from '../aggregates.ts'
import type { Time } from '../facts.ts'
import type { Json } from '../json.ts'
import type { ContactState } from '../lifecycle/state.ts'
import type { Binder, BoundLeaf } from './criterion.ts'

/** Asks for a value to be kept; reads it from a state, undefined before it was ever set. */
export function keptValue(binder: Binder, path: string, first = false): (state: ContactState) => Json | undefined {
  const slot = binder.slot({ keep: 'value', path, first })
  return (state) => (state.slots[slot] as SlotOf['value'])?.[0]
}

/** A leaf on what is so, not on what happened: time does not turn it, and it is never fresh evidence. */
export function stateLeaf(observed: (state: ContactState) => Json, holds: (state: ContactState) => boolean): BoundLeaf {
  return {
    test: (state) => holds(state),
    until: () => null,
    latest: () => null,
    observed: (state) => observed(state),
    awaits: [],
  }
}

/** A leaf on a value that is compared with a condition, which time may turn where it speaks of dates. */
export function valueLeaf(
  read: (state: ContactState) => Json | undefined,
  condition: {
    test(value: Json | undefined, now: Time): boolean
    until(value: Json | undefined, now: Time, wanted: boolean): Time | null
    readonly timeless: boolean
  },
): BoundLeaf {
  return {
    test: condition.timeless ? rememberingLast(read, condition.test) : (state, now) => condition.test(read(state), now),
    ...(condition.timeless ? { awaits: [] } : {}),
    until: (state, now, wanted) => condition.until(read(state), now, wanted),
    latest: () => null,
    observed: (state) => read(state) ?? null,
  }
}

/** Asked again and again about one contact, whose value seldom changes, it looks at each value once. */
function rememberingLast(
  read: (state: ContactState) => Json | undefined,
  test: (value: Json | undefined, now: Time) => boolean,
): (state: ContactState) => boolean {
  let last: Json | undefined
  let answer: boolean | null = null
  return (state) => {
    const value = read(state)
    if (answer === null || value !== last) {
      answer = test(value, 0)
      last = value
    }
    return answer
  }
}
