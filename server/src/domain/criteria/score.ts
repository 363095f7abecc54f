import { z } from 'zod'
import type { Time } from '../facts.ts'
import type { ContactState } from '../lifecycle/state.ts'
import { message } from '../message.ts'
import { comparisonSays, comparisonSettings, comparisonsOf } from './comparison.ts'
import type { Criterion } from './criterion.ts'
import { earliest, newest } from './moments.ts'
import { unknownName } from './unknown-name.ts'

const settings = z
  .record(z.string().min(1), comparisonSettings)
  .refine((given) => Object.keys(given).length > 0, 'the name of a score')
  .describe('comparisons by the name of a score; of several, all must hold')
type Settings = z.infer<typeof settings>

/** Points that are shown: rounded down, so that 59.99 is never shown as 60. */
const shown = (points: number) => Math.floor(points * 1e6) / 1e6

/** The points of a score, faded to now: `{ score: { engagement: { at_least: 60 } } }`. */
export const score: Criterion<Settings> = {
  kind: 'score',
  key: 'score',
  settings,
  check: (given, names) =>
    Object.keys(given)
      .filter((name) => !names.scores.includes(name))
      .map((name) => ({ path: [name], message: unknownName('score', name, names.scores) })),
  bind(given, binder) {
    const readers = Object.keys(given).map((name) => ({ name, reader: binder.score(name) }))
    const parts = readers.flatMap(({ name, reader }) =>
      comparisonsOf(given[name] ?? {}).map((comparison) => ({ reader, ...comparison })),
    )
    const holds = ({ reader, test }: (typeof parts)[number], state: ContactState, now: Time) =>
      test(reader.value(state, now))
    const turning = new Set(
      parts.flatMap(({ reader, rising }) => [...(reader.rises ? [rising] : []), ...(reader.falls ? [!rising] : [])]),
    )
    return {
      awaits: [...turning],
      needs: parts.flatMap(({ reader, rising, threshold }) => {
        const needed = rising ? reader.needs(threshold) : null
        return needed === null ? [] : [needed]
      }),
      test: (state, now) => parts.every((part) => holds(part, state, now)),
      // Only a comparison that is not yet as wanted can bring the change.
      until: (state, now, wanted) =>
        earliest(
          parts.map((part) =>
            holds(part, state, now) === wanted ? null : part.reader.until(state, now, part.threshold),
          ),
        ),
      latest: (state, now) => newest(readers.map(({ reader }) => reader.latest(state, now))),
      observed(state, now) {
        const points = readers.map(({ name, reader }) => [name, shown(reader.value(state, now))] as const)
        return points.length === 1 ? (points[0]?.[1] ?? 0) : Object.fromEntries(points)
      },
    }
  },
  says: (given) =>
    message('criteria.score', {
      scores: Object.fromEntries(
        Object.entries(given).map(([name, comparisons]) => [name, comparisonSays(comparisons)]),
      ),
    }),
}
