import { z } from 'zod'
import type { Time } from '../facts.ts'
import type { ContactState } from '../lifecycle/state.ts'
import { message } from '../message.ts'
import type { BoundLeaf, Criterion, GradeReader } from './criterion.ts'
import type { Names, SettingsFault } from './names.ts'

const code = z.string().regex(/^[A-D][1-4]$/, 'a grade from A1 (best) to D4')
const settings = z.union([
  code.describe('exactly this grade'),
  z.array(code).min(1).describe('one of these grades'),
  z.strictObject({ at_least: code.describe('the letter or a better one, and the number or a better one') }),
])
type Settings = z.infer<typeof settings>

/** Leaves on the grade need the document to say how it is made. */
export function checkGrade(names: Names): SettingsFault[] {
  return names.grade ? [] : [{ path: [], message: message('fault.no_grade') }]
}

interface Parts {
  readonly fit: string
  readonly engagement: number
}

const partsOf = (grade: string): Parts => ({ fit: grade.slice(0, 1), engagement: Number(grade.slice(1)) })
const read = (grade: GradeReader, state: ContactState, now: Time): Parts => ({
  fit: grade.fit(state, now),
  engagement: grade.engagement(state, now),
})

/** What brings and what takes a grade that is good enough. */
function timing(reader: GradeReader, number: number): Pick<BoundLeaf, 'awaits' | 'needs'> {
  const needed = reader.needs(number)
  return {
    awaits: [...(reader.rises('either') ? [true] : []), ...(reader.falls('either') ? [false] : [])],
    needs: needed === null ? [] : [needed],
  }
}

/** The grade of fit and engagement, A1 (best) to D4: `{ grade: { at_least: B2 } }`. */
export const grade: Criterion<Settings> = {
  kind: 'grade',
  key: 'grade',
  settings,
  check: (_given, names) => checkGrade(names),
  bind(given, binder) {
    const reader = binder.grade()
    const least = typeof given === 'object' && !Array.isArray(given) ? partsOf(given.at_least) : null
    const codes: readonly string[] = least === null ? [given as string | string[]].flat() : []
    const enough = ({ fit, engagement }: Parts) => least !== null && fit <= least.fit && engagement <= least.engagement
    const holds = (parts: Parts) => (least === null ? codes.includes(`${parts.fit}${parts.engagement}`) : enough(parts))
    return {
      test: (state, now) => holds(read(reader, state, now)),
      until(state, now, wanted) {
        // While the letter is not good enough, engagement alone cannot bring the grade.
        const needsFit = wanted && least !== null && reader.fit(state, now) > least.fit
        return reader.until(state, now, needsFit ? 'fit' : 'either')
      },
      latest: (state, now) => reader.latest(state, now),
      ...(least === null ? {} : timing(reader, least.engagement)),
      observed(state, now) {
        const { fit, engagement } = read(reader, state, now)
        return `${fit}${engagement}`
      },
    }
  },
  says: (given) =>
    typeof given === 'object' && !Array.isArray(given)
      ? message('criteria.grade', { at_least: given.at_least })
      : message('criteria.grade', { grades: [given].flat() }),
}
