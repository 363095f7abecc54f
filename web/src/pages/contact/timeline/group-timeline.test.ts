import { expect, test } from 'vitest'
import type { EventView } from '../../../../../server/src/contract/events.ts'
import type { TransitionView } from '../../../../../server/src/contract/transitions.ts'
import { sortOf } from './event-sort.ts'
import { type Entry, groupTimeline } from './group-timeline.ts'

const noon = new Date(2026, 10, 21, 12)
const whole = { filter: 'all', search: '', isWhole: true } as const

function event(id: string, minute: number, kind: EventView['kind'], name = '', text = name): EventView {
  const at = new Date(noon.getTime() + minute * 60_000).toISOString()
  const rest = { contact: 'c', seq: 1, data: {}, stamp: {}, channel: 'browser', source: 'k', receivedAt: at } as const
  return { id, kind, name, text, at, ...rest }
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
  expect(groupTimeline(events, [], whole).flatMap(({ entries }) => entries.map(shape))).toEqual([
    'event',
    'event',
    'visit of 2',
    'event',
  ])
})

test('a move stands above the event that caused it', () => {
  const [day] = groupTimeline([event('1', 0, 'conversion')], [move('1', 0, 'lead'), move('2', 0, 'mql')], whole)
  expect(day?.entries.map(({ id }) => id)).toEqual(['c.2', 'c.1', '1'])
})

test('days are apart, the newest first', () => {
  const days = groupTimeline([event('2', 0, 'track'), event('1', -24 * 60, 'track')], [], whole)
  expect(days.map(({ entries }) => entries.map(({ id }) => id))).toEqual([['2'], ['1']])
})

test('a move that is older than what is loaded waits for the events around it', () => {
  const moves = [move('1', -500, 'lead')]
  expect(groupTimeline([event('2', 0, 'track')], moves, { ...whole, isWhole: false })).toHaveLength(1)
  expect(
    groupTimeline([event('2', 0, 'track')], moves, whole)
      .flatMap(({ entries }) => entries)
      .map(shape),
  ).toEqual(['event', 'move'])
})

test('search and filter leave out the rest', () => {
  const events = [
    event('2', 0, 'conversion', 'demo', 'Submitted “Demo”'),
    event('1', -1, 'page', '', 'Viewed /pricing'),
  ]
  expect(groupTimeline(events, [], { ...whole, search: 'demo' })[0]?.entries).toHaveLength(1)
  expect(groupTimeline(events, [], { ...whole, filter: 'web' })[0]?.entries.map(({ id }) => id)).toEqual(['1'])
})

test.each([
  ['a page', 'page', '', 'web'],
  ['a conversion', 'conversion', 'demo', 'forms'],
  ['an e-mail that was opened', 'track', 'Email Opened', 'email'],
  ['a meeting', 'track', 'Meeting Held', 'sales'],
  ['a deal', 'opportunity', 'o-1', 'sales'],
  ['anything else', 'track', 'App Opened', 'other'],
] as const)('%s falls under its filter', (_name, kind, name, sort) => {
  expect(sortOf({ kind, name, data: {} })).toBe(sort)
})
