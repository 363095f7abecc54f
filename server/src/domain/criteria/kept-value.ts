import type { SlotOf } from '../aggregates.ts'
import type { Time } from '../facts.ts'
import type { Json } from '../json.ts'
import type { ContactState } from '../lifecycle/state.ts'
import type { Basis, Binder, BoundLeaf } from './criterion.ts'

/** Reads a value that is kept. */
export interface KeptValue {
  (state: ContactState): Json | undefined
  readonly slot: number
}

/** Asks for a value to be kept; reads it from a state, undefined before it was ever set. */
export function keptValue(binder: Binder, path: string, first = false): KeptValue {
  const slot = binder.slot({ keep: 'value', path, first })
  return Object.assign((state: ContactState) => (state.slots[slot] as SlotOf['value'])?.[0], { slot })
}

/** A leaf on what is so, not on what happened: time does not turn it, and it is never fresh evidence. */
export function stateLeaf(
  observed: (state: ContactState) => Json,
  holds: (state: ContactState) => boolean,
  basis?: Basis,
): BoundLeaf {
  return {
    ...(basis === undefined ? {} : { basis }),
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
  on: number | 'line',
): BoundLeaf {
  return {
    test: (state, now) => condition.test(read(state), now),
    ...(condition.timeless ? { awaits: [], basis: { rests: 'alone', on } } : {}),
    until: (state, now, wanted) => condition.until(read(state), now, wanted),
    latest: () => null,
    observed: (state) => read(state) ?? null,
  }
}
