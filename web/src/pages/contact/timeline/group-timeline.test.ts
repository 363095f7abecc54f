import { expect, test } from 'vitest'
import type { TimelineEvent } from '../../../../../server/src/contract/timeline.ts'
import type { TransitionView } from '../../../../../server/src/contract/transitions.ts'
import { type Entry, groupTimeline } from './group-timeline.ts'

const noon = new Date(2026, 10, 21, 12)

function event(id: string, minute: number, kind: TimelineEvent['kind']): TimelineEvent {
  const at = new Date(noon.getTime() + minute * 60_000).toISOString()
  const rest = {
    contact: 'c',
    place: null,
    source: null,
    campaign: null,
    isMachine: false,
    name: '',
    text: '',
  } as const
  return { id, kind, at, sort: kind === 'page' ? 'web' : 'other', ...rest }
}

function move(id: string, minute: number, to: string): TransitionView {
  const at = new Date(noon.getTime() + minute * 60_000).toISOString()
  return {
    id: `c.${id}`,
    contact: { id: 'c', name: null, email: null },
    track: 'main',
    cycle: 1,
    at,
    recordedAt: at,
    from: null,
    to,
    level: null,
    cause: 'rule',
    text: 'met the criteria',
    reason: null,
    actor: 'system',
    version: 1,
    rule: null,
    skipped: [],
    imported: false,
    replayed: false,
    since: null,
    voided: false,
  }
}

const shape = (entry: Entry) => (entry.is === 'visit' ? `visit of ${entry.pages.length}` : entry.is)

test('pages within half an hour are one visit, and a form between them ends it', () => {
  const events = [
    event('5', 40, 'page'),
    event('4', 10, 'conversion'),
    event('3', 8, 'page'),
    event('2', 5, 'page'),
    event('1', -60, 'page'),
  ]
  expect(groupTimeline(events, []).flatMap(({ entries }) => entries.map(shape))).toEqual([
    'event',
    'event',
    'visit of 2',
    'event',
  ])
})

test('a move stands above the event that caused it', () => {
  const [day] = groupTimeline([event('1', 0, 'conversion')], [move('1', 0, 'lead'), move('2', 0, 'mql')])
  expect(day?.entries.map(({ id }) => id)).toEqual(['c.2', 'c.1', '1'])
})

test('days are apart, the newest first', () => {
  const days = groupTimeline([event('2', 0, 'track'), event('1', -24 * 60, 'track')], [])
  expect(days.map(({ entries }) => entries.map(({ id }) => id))).toEqual([['2'], ['1']])
})

test('a ruling is told by the move that it brought', () => {
  const [day] = groupTimeline([event('1', 0, 'ruling')], [move('1', 0, 'lead')])
  expect(day?.entries.map(shape)).toEqual(['move'])
})
