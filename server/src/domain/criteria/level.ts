import { z } from 'zod'
import { type ContactState, firstPosition } from '../lifecycle/state.ts'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { stateLeaf } from './kept-value.ts'
import { oneOrMore } from './one-or-more.ts'
import { unknownName } from './unknown-name.ts'

const settings = oneOrMore(z.string().min(1)).describe(
  'the level with which the contact entered its stage; of several, any of them',
)
type Settings = z.infer<typeof settings>

/** The level with which the contact entered its stage: `{ level: hot }`. */
export const level: Criterion<Settings> = {
  kind: 'level',
  key: 'level',
  settings,
  check: (given, names) =>
    [given]
      .flat()
      .flatMap((one) =>
        names.levels.includes(one) ? [] : [{ path: [], message: unknownName('level', one, names.levels) }],
      ),
  bind(given, binder) {
    const levels: readonly (string | null)[] = [given].flat()
    const read = (state: ContactState) => (state.positions[binder.track] ?? firstPosition).level
    return stateLeaf(read, (state) => read(state) !== null && levels.includes(read(state)))
  },
  says: (given) => message('criteria.level', { levels: [given].flat() }),
}
