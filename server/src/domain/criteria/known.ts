import { z } from 'zod'
import { NAMED_BY } from '../facts.ts'
import type { ContactState } from '../lifecycle/state.ts'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { stateLeaf } from './kept-value.ts'

const way = z.enum(['email', 'phone', 'user'])
const settings = z
  .union([z.literal(true).describe('any of them'), way, z.array(way).min(1)])
  .describe('by what the contact is known; of several, any of them')
type Settings = z.infer<typeof settings>

const waysOf = (given: Settings) => (given === true ? way.options : [given].flat())

/** There is a way to reach or name the contact: `{ known: email }`. */
export const known: Criterion<Settings> = {
  kind: 'known',
  key: 'known',
  settings,
  bind(given) {
    const wanted = waysOf(given).reduce((bits, one) => bits | NAMED_BY[one], 0)
    const ways = (state: ContactState) => way.options.filter((one) => (state.known & NAMED_BY[one]) !== 0)
    return stateLeaf(ways, (state) => (state.known & wanted) !== 0)
  },
  says: (given) => message('criteria.known', { ways: waysOf(given) }),
}
