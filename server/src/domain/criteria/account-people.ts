import { z } from 'zod'
import { message } from '../message.ts'
import type { Criterion } from './criterion.ts'
import { windowMs, windowSettings } from './evidence.ts'
import { peopleAnswer } from './people-answer.ts'
import { unknownName } from './unknown-name.ts'

const settings = z.strictObject({
  reached: z.string().min(1).describe('people who stand in this stage or in a later one'),
  people: z.int().min(1).max(100).optional().describe('so many of them at least (default: 1)'),
  within: windowSettings.optional().describe('only those who came that far so recently'),
})
type Settings = z.infer<typeof settings>

/** Several people of the contact's account have come so far: `{ account.people: { reached: engaged, people: 3, within: 30d } }`. */
export const accountPeople: Criterion<Settings> = {
  kind: 'account_people',
  key: 'account.people',
  settings,
  check: ({ reached }, names) =>
    names.progress.includes(reached)
      ? []
      : [{ path: ['reached'], message: unknownName('stage', reached, names.progress) }],
  bind({ reached, people = 1, within }, binder) {
    const { track, stages } = binder.stagesFrom(reached)
    return peopleAnswer(
      { source: { of: 'stage', track, stages }, anchor: null, people, each: 1, within: windowMs(within) },
      binder,
    )
  },
  says: ({ reached, people, within }) =>
    message('criteria.account_people', {
      reached,
      ...(people === undefined ? {} : { people }),
      ...(within === undefined ? {} : { within }),
    }),
}
