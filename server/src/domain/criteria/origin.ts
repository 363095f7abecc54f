import { z } from 'zod'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { keptValue, stateLeaf } from './kept-value.ts'
import { oneOrMore } from './one-or-more.ts'

const settings = oneOrMore(
  z.enum(['inbound', 'outbound', 'partner', 'product', 'event', 'referral', 'import']),
).describe('how the contact came to us; of several, any of them')
type Settings = z.infer<typeof settings>

/** What began the relation, set once: `{ origin: outbound }`. A contact of whom nothing is said came by itself: inbound. */
export const origin: Criterion<Settings> = {
  kind: 'origin',
  key: 'origin',
  settings,
  bind(given, binder) {
    const kept = keptValue(binder, 'stamp.origin', true)
    const origins: readonly unknown[] = [given].flat()
    return stateLeaf(
      (state) => kept(state) ?? 'inbound',
      (state) => origins.includes(kept(state) ?? 'inbound'),
      { rests: 'alone', on: kept.slot },
    )
  },
  says: (given) => message('criteria.origin', { origins: [given].flat() }),
}
