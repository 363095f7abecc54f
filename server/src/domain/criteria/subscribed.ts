import { z } from 'zod'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { keptValue, stateLeaf } from './kept-value.ts'
import { oneOrMore } from './one-or-more.ts'

const settings = oneOrMore(z.string().min(1).max(200)).describe('the key of a list; of several, any of them')
type Settings = z.infer<typeof settings>

/** The contact is on a list: `{ subscribed: newsletter }`. */
export const subscribed: Criterion<Settings> = {
  kind: 'subscribed',
  key: 'subscribed',
  settings,
  bind(given, binder) {
    const lists = [given].flat().map((list) => ({ list, read: keptValue(binder, `subscribed.${list}`) }))
    const joined = (state: Parameters<(typeof lists)[number]['read']>[0]) =>
      lists.filter(({ read }) => read(state) === true).map(({ list }) => list)
    const [only, ...others] = lists
    return stateLeaf(
      joined,
      (state) => joined(state).length > 0,
      only === undefined || others.length > 0 ? undefined : { rests: 'alone', on: only.read.slot },
    )
  },
  says: (given) => message('criteria.subscribed', { lists: [given].flat() }),
}
