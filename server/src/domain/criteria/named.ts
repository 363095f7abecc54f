import { z } from 'zod'
import type { Time } from '../facts.ts'
import type { ContactState } from '../lifecycle/state.ts'
import { message } from '../message.ts'
import type { Bound, BoundLeaf, Criterion } from './criterion.ts'
import { earliest, newest } from './moments.ts'
import { oneOrMore } from './one-or-more.ts'
import { unknownName } from './unknown-name.ts'

const settings = oneOrMore(z.string().min(1)).describe('the name of criteria under `define`; of several, any of them')
type Settings = z.infer<typeof settings>

/** A leaf that holds while any of several criteria does. */
function anyOf(parts: readonly { readonly name: string; readonly bound: Bound }[]): BoundLeaf {
  const holding = (state: ContactState, now: Time) => parts.filter(({ bound }) => bound.test(state, now))
  return {
    test: (state, now) => parts.some(({ bound }) => bound.test(state, now)),
    until: (state, now, wanted) =>
      earliest(parts.map(({ bound }) => (bound.test(state, now) === wanted ? null : bound.until(state, now, wanted)))),
    latest: (state, now) => newest(holding(state, now).map(({ bound }) => bound.latest(state, now))),
    observed: (state, now) => holding(state, now).map(({ name }) => name),
  }
}

/** Named criteria of the document: `{ is: hand_raise }`. */
export const named: Criterion<Settings> = {
  kind: 'is',
  key: 'is',
  settings,
  check: (given, names) =>
    [given]
      .flat()
      .flatMap((one) =>
        names.defined.includes(one) ? [] : [{ path: [], message: unknownName('criteria', one, names.defined) }],
      ),
  bind: (given, binder) => anyOf([given].flat().map((name) => ({ name, bound: binder.named(name) }))),
  says: (given) => message('criteria.named', { names: [given].flat() }),
}
