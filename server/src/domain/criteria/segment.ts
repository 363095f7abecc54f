import { z } from 'zod'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { unknownName } from './unknown-name.ts'

const settings = z.string().min(1).describe('the key of a segment')
type Settings = z.infer<typeof settings>

/** The contact is in a segment, as the segment stood when the version was published: `{ segment: enterprise }`. */
export const segment: Criterion<Settings> = {
  kind: 'segment',
  key: 'segment',
  settings,
  check: (given, names) =>
    names.segments.includes(given) ? [] : [{ path: [], message: unknownName('segment', given, names.segments) }],
  bind(given, binder) {
    const bound = binder.segment(given)
    return { test: bound.test, until: bound.until, latest: bound.latest, observed: bound.test }
  },
  says: (given) => message('criteria.segment', { segment: given }),
}
