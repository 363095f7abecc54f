import { expect, test } from 'vitest'
import { programOf } from '../../testing/compiled.ts'
import { BEGIN } from '../../testing/histories.ts'
import { LiveContacts } from '../../testing/live-contacts.ts'
import { DAY } from '../duration.ts'

const program = programOf(`ripen: 1
name: T
stages:
  - { key: a, entry: { when: { known: true } } }
  - { key: m, entry: { when: { did: M } } }
detours:
  - { key: asleep, from: [a], entry: { when: { idle: 30d } } }
`)

test('what time brings at the very moment of a voided move still comes after what happened then', () => {
  const contacts = new LiveContacts(program)
  const due = BEGIN + 30 * DAY
  contacts.take('a', [{ kind: 'page', at: BEGIN }], BEGIN)
  // In the very millisecond in which it would fall asleep it does something, which a rule mistakes for more than it is.
  contacts.take('a', [{ kind: 'track', name: 'M', at: due }], due)
  expect(contacts.row('a').transitions.map(({ to }) => to)).toEqual(['a', 'm'])
  contacts.void('a', 2, due + 1)
  expect(contacts.state(contacts.row('a'))?.positions['main']).toMatchObject({ stage: 'a', since: BEGIN })
  contacts.wake('a', due + 31 * DAY)
  expect(contacts.state(contacts.row('a'))?.positions['main']).toMatchObject({ stage: 'asleep', since: due + 30 * DAY })
})
