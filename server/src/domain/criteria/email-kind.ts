import { z } from 'zod'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { keptValue, stateLeaf } from './kept-value.ts'
import { oneOrMore } from './one-or-more.ts'

const settings = oneOrMore(z.enum(['free', 'disposable', 'role', 'education', 'provider', 'corporate'])).describe(
  'the kind of the e-mail address; of several, any of them',
)
type Settings = z.infer<typeof settings>

/** What kind of e-mail address the contact has, as intake found when it came: `{ email: free }`. */
export const emailKind: Criterion<Settings> = {
  kind: 'email_kind',
  key: 'email',
  settings,
  bind(given, binder) {
    const read = keptValue(binder, 'stamp.email_kind')
    const kinds: readonly unknown[] = [given].flat()
    return stateLeaf(
      (state) => read(state) ?? null,
      (state) => kinds.includes(read(state)),
      { rests: 'alone', on: read.slot },
    )
  },
  says: (given) => message('criteria.email_kind', { kinds: [given].flat() }),
}
