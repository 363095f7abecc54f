import { z } from 'zod'
import type { Time } from '../facts.ts'
import type { ContactState } from '../lifecycle/state.ts'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { checkGrade } from './grade.ts'

const letter = z.enum(['A', 'B', 'C', 'D'])
const settings = z.union([
  letter.describe('exactly this letter'),
  z.array(letter).min(1).describe('one of these letters'),
  z.strictObject({ at_least: letter.describe('this letter or a better one; A is the best') }),
])
type Settings = z.infer<typeof settings>

function lettersOf(given: Settings): readonly string[] {
  if (typeof given === 'string') return [given]
  return Array.isArray(given) ? given : letter.options.filter((one) => one <= given.at_least)
}

/** The letter of the grade, which tells how well the contact suits: `{ fit: { at_least: B } }`. */
export const fit: Criterion<Settings> = {
  kind: 'fit',
  key: 'fit',
  settings,
  check: (_given, names) => checkGrade(names),
  bind(given, binder) {
    const grade = binder.grade('fit')
    const letters = lettersOf(given)
    const test = (state: ContactState, now: Time) => letters.includes(grade.fit(state, now))
    return {
      test,
      until: (state, now) => grade.until(state, now, 'fit'),
      latest: () => null,
      ...(grade.rises('fit') || grade.falls('fit') ? {} : { awaits: [] }),
      observed: (state, now) => grade.fit(state, now),
    }
  },
  says: (given) =>
    typeof given === 'object' && !Array.isArray(given)
      ? message('criteria.fit', { at_least: given.at_least })
      : message('criteria.fit', { letters: [given].flat() }),
}
