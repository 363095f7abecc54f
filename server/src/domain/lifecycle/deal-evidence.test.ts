import { expect, test } from 'vitest'
import { programOf } from '../../testing/compiled.ts'
import { BEGIN } from '../../testing/histories.ts'
import { LiveContacts } from '../../testing/live-contacts.ts'
import { DAY } from '../duration.ts'
import { EVERYTHING, knownHistory } from '../history.ts'
import type { JsonObject } from '../json.ts'
import { explainTransition } from './explain.ts'

/** Days on which the events behind the only move happened. */
function evidenceOf(criterion: string, deals: readonly (readonly [name: string, data: JsonObject])[]): number[] {
  const program = programOf(
    `ripen: 1\nname: T\nstages: [ { key: a, entry: { when: { opportunity: ${criterion} } } } ]\n`,
  )
  const contacts = new LiveContacts(program)
  for (const [day, [name, data]] of deals.entries())
    contacts.take('a', [{ kind: 'opportunity', name, data, at: BEGIN + day * DAY }], BEGIN + day * DAY)
  const [move] = contacts.row('a').transitions
  if (move === undefined) throw new Error('It moved nowhere.')
  const history = knownHistory(contacts.library, 'a', { ...EVERYTHING, seq: move.saw.seq, beforeNth: move.nth })
  const days = new Map(contacts.row('a').events.map(({ id, at }) => [id, (at - BEGIN) / DAY]))
  return explainTransition(program, history, move).evidence.map((id) => days.get(id) ?? -1)
}

const open = { state: 'open' }
const won = { state: 'won' }

test('of many events of deals only the one that made the deal what the condition asks for is evidence', () => {
  const history = [
    ['x', open],
    ['y', open],
    ['x', { step: 'offer' }],
    ['x', won],
  ] as const
  expect(evidenceOf('won', history)).toEqual([3])
  expect(
    evidenceOf('open', [
      ['z', { state: 'lost' }],
      ['y', open],
    ]),
  ).toEqual([1])
})

test('where the amount matters, the event that named it is evidence too', () => {
  expect(
    evidenceOf('{ state: open, amount: { at_least: 500 } }', [
      ['x', { ...open, amount: '100' }],
      ['y', open],
      ['x', { amount: '700' }],
    ]),
  ).toEqual([0, 2])
})
