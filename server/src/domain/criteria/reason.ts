import { z } from 'zod'
import { type ContactState, firstPosition } from '../lifecycle/state.ts'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { stateLeaf } from './kept-value.ts'
import { oneOrMore } from './one-or-more.ts'

const settings = oneOrMore(z.string().min(1).max(200)).describe(
  'why the contact came into its stage; of several, any of them',
)
type Settings = z.infer<typeof settings>

/** The reason that was given when the contact came into its stage: `{ reason: timing }`. */
export const reason: Criterion<Settings> = {
  kind: 'reason',
  key: 'reason',
  settings,
  bind(given, binder) {
    const reasons = [given].flat().map((one) => one.toLowerCase())
    const read = (state: ContactState) => (state.positions[binder.track] ?? firstPosition).reason
    return stateLeaf(read, (state) => reasons.includes(read(state)?.toLowerCase() ?? ''))
  },
  says: (given) => message('criteria.reason', { reasons: [given].flat() }),
}
