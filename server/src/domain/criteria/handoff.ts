import { z } from 'zod'
import type { ContactState } from '../lifecycle/state.ts'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { keptValue, stateLeaf } from './kept-value.ts'
import { oneOrMore } from './one-or-more.ts'

const settings = oneOrMore(z.enum(['none', 'waiting', 'accepted', 'rejected', 'recycled', 'closed'])).describe(
  'how the last handoff stands; of several, any of them',
)
type Settings = z.infer<typeof settings>

/** How the last handoff of the track stands, from the handoff events on record: `{ handoff: waiting }`. */
export const handoff: Criterion<Settings> = {
  kind: 'handoff',
  key: 'handoff',
  settings,
  bind(given, binder) {
    const kept = keptValue(binder, `handoff.${binder.track}`)
    const states: readonly unknown[] = [given].flat()
    const read = (state: ContactState) => {
      const recorded = kept(state) ?? 'none'
      return recorded === 'started' || recorded === 'assigned' ? 'waiting' : recorded
    }
    return stateLeaf(read, (state) => states.includes(read(state)), { rests: 'alone', on: kept.slot })
  },
  says: (given) => message('criteria.handoff', { states: [given].flat() }),
}
