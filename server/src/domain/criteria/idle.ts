import { z } from 'zod'
import type { Time } from '../facts.ts'
import { type ContactState, firstPosition } from '../lifecycle/state.ts'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { windowMs, windowSettings } from './evidence.ts'

const settings = z.union([
  windowSettings.describe('at least so long'),
  z.strictObject({ at_least: windowSettings.describe('at least so long') }),
])
type Settings = z.infer<typeof settings>

const textOf = (given: Settings) => (typeof given === 'string' ? given : given.at_least)

/** The contact has done nothing itself for so long: `{ idle: 90d }`. One that never did anything is idle from its stage on. */
export const idle: Criterion<Settings> = {
  kind: 'idle',
  key: 'idle',
  settings,
  bind(given, binder) {
    binder.readsActivity()
    const least = windowMs(textOf(given)) ?? 0
    // Zero: never active and in no stage, so there is no moment from which to count.
    const from = (state: ContactState): Time => state.activeAt || (state.positions[binder.track] ?? firstPosition).since
    return {
      test: (state, now) => from(state) > 0 && now - from(state) >= least,
      until(state, now, wanted) {
        const due = from(state) + least
        return wanted && from(state) > 0 && due > now ? due : null
      },
      latest: () => null,
      awaits: [true],
      observed: (state, now) => (from(state) > 0 ? now - from(state) : null),
    }
  },
  says: (given) => message('criteria.idle', { at_least: textOf(given) }),
}
