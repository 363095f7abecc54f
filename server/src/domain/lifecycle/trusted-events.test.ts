import { expect, test } from 'vitest'
import { programOf } from '../../testing/compiled.ts'
import type { Event } from '../facts.ts'
import type { Channel } from '../vocabulary.ts'
import { emptyState } from './fold.ts'
import { walk } from './walk.ts'

const program = programOf(`ripen: 1
name: Trusted
stages: [ { key: met, entry: { when: { did: Meeting Held } } } ]
trusted_events: [Meeting Held]`)

const held = (channel: Channel): Event => ({
  is: 'event',
  at: 1000,
  id: '1',
  kind: 'track',
  name: 'Meeting Held',
  data: {},
  contact: 'a',
  cameBy: null,
  seq: 1,
  receivedAt: 1000,
  channel,
  names: 1,
  stamp: {},
})

test.each([
  ['browser', []],
  ['server', ['met']],
  ['app', ['met']],
] as const)('a trusted event from the channel %s leads to the stages %j', (channel, stages) => {
  const options = { until: 2000, saw: { seq: 1, lines: {} }, nth: 0, wakeAt: null }
  const { moves } = walk(program, emptyState(program, 'a'), [held(channel)], options)
  expect(moves.map(({ to }) => to)).toEqual(stages)
})
