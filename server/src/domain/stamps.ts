import { DAY } from './duration.ts'
import type { Time } from './facts.ts'
import { keptValue } from './lifecycle/kept-value.ts'
import type { Program } from './lifecycle/program.ts'
import type { ContactState } from './lifecycle/state.ts'

/** What reports need of a transition, stamped so that they need no traits and survive an erasure. */
export interface Stamps {
  /** Source of the first touch ever. */
  readonly originalSource: string | null
  /** Source of the latest touch within 30 days before. */
  readonly tippingSource: string | null
  readonly origin: string | null
  readonly country: string | null
}

/** A touch tips a contact over into a stage when it is not older than this. */
const TIPPING_AGE = 30 * DAY

export function stampsOf(program: Program, state: ContactState, at: Time): Stamps {
  const text = (path: string, which: 'first' | 'latest') => {
    const kept = keptValue(program, state, path, which)
    return typeof kept?.[0] === 'string' ? { value: kept[0], at: kept[1] } : null
  }
  const latest = text('stamp.source', 'latest')
  return {
    originalSource: text('stamp.source', 'first')?.value ?? null,
    tippingSource: latest !== null && latest.at <= at && latest.at > at - TIPPING_AGE ? latest.value : null,
    origin: text('stamp.origin', 'first')?.value ?? null,
    country: text('stamp.country', 'latest')?.value ?? null,
  }
}
