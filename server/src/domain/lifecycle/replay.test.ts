import { expect, test } from 'vitest'
import { presetProgram } from '../../testing/compiled.ts'
import type { Step } from '../../testing/histories.ts'
import { live } from '../../testing/lives.ts'
import { DAY } from '../duration.ts'
import { driftOf, NO_DRIFT } from './replay.ts'

const marketo = presetProgram('marketo')
const signsUp: Step = {
  do: 'take',
  who: 'a',
  gap: DAY,
  events: [[{ kind: 'conversion', name: 'newsletter', data: {} }, 0]],
}
const fallsAsleep: Step = { do: 'wake', who: 'a', gap: 181 * DAY }
const subscribes = (late: number): Step => ({
  do: 'take',
  who: 'a',
  gap: 1,
  events: [[{ kind: 'subscription', name: 'newsletter', data: { on: true } }, late]],
})

test.each([
  ['nothing that happened was late', [signsUp, fallsAsleep, subscribes(0)], NO_DRIFT],
  [
    'time alone moved somebody of whom something earlier was still to come',
    [signsUp, fallsAsleep, subscribes(10 * DAY)],
    { ...NO_DRIFT, late: 1 },
  ],
])('drift is named when %s', (_when, steps, drift) => {
  const { contacts, now } = live([marketo], steps)
  expect(driftOf(contacts.head, contacts.library, 'a', now, null)).toEqual(drift)
})
