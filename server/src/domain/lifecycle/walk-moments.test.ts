import { expect, test } from 'vitest'
import { programOf } from '../../testing/compiled.ts'
import type { Event } from '../facts.ts'
import { emptyState } from './fold.ts'
import { walk } from './walk.ts'

const FLOOR = 1_000
const saw = { seq: 1, lines: {} }
const did: Event = {
  is: 'event',
  kind: 'track',
  name: 'A',
  data: {},
  contact: 'c',
  cameBy: null,
  id: 'e1',
  at: 10,
  seq: 1,
  receivedAt: 10,
  channel: 'server',
  names: 2,
  stamp: {},
}
const stages = (second: string) =>
  programOf(`ripen: 1\nname: T\nstages: [ { key: a, entry: { when: { did: A } } }, { key: b, entry: ${second} } ]\n`, 2)

/** A contact that came under its version at the floor, with what the version's own moment brought. */
function atFloor(second: string) {
  const program = stages(second)
  const facts = walk(program, emptyState(program, 'c'), [did], { until: FLOOR, saw, nth: 0, wakeAt: null, floor: null })
  const { state } = facts
  const first = walk(program, state, [], { until: FLOOR + 1, saw, nth: 1, wakeAt: null, floor: FLOOR })
  const again = walk(program, first.state, [], {
    until: FLOOR + 500,
    saw,
    nth: 1 + first.moves.length,
    wakeAt: first.wakeAt,
    floor: FLOOR,
  })
  return { first, again }
}

test('the moment at which a contact comes under a version is decided once, also where it brings nothing', () => {
  const { first, again } = atFloor('{ when: { did: B } }')
  expect(first).toMatchObject({ moves: [], proposals: [], state: { upTo: { at: FLOOR } } })
  expect(again).toMatchObject({ moves: [], proposals: null, state: { upTo: { at: FLOOR } } })
})

test('nor is it decided again where it brought a proposal', () => {
  const { first, again } = atFloor('{ mode: approval, when: { did: A } }')
  expect(first.proposals).toEqual([{ track: 'main', from: 'a', to: 'b' }])
  expect(again.proposals).toBeNull()
})

test.each([
  ['by a clock that is behind', -5],
  ['at the very moment of what was folded last', 0],
])('what is asked for %s is decided after all that was folded', (_when, ago) => {
  const program = programOf(
    `ripen: 1\nname: T\nstages: [ { key: a, gate: true, entry: { when: { did: A } } }, { key: b, entry: { when: { did: A } } } ]\n`,
  )
  const whole = walk(program, emptyState(program, 'c'), [did], { until: 100, saw, nth: 0, wakeAt: null })
  // Of two moves at one moment the second comes a millisecond later; time has not gone there yet.
  const part = walk(program, emptyState(program, 'c'), [did], { until: did.at, saw, nth: 0, wakeAt: null })
  expect(part).toMatchObject({ moves: [{ to: 'a', at: did.at }], wakeAt: did.at + 1 })
  const asked = walk(program, part.state, [], { until: 100, saw, nth: 1, wakeAt: did.at + ago })
  expect(asked.moves).toMatchObject([{ to: 'b', at: did.at + 1 }])
  expect([...part.moves, ...asked.moves].map(({ to, at, id }) => ({ to, at, id }))).toEqual(
    whole.moves.map(({ to, at, id }) => ({ to, at, id })),
  )
})
