import { expect, test } from 'vitest'
import { programOf } from '../../testing/compiled.ts'
import { BEGIN } from '../../testing/histories.ts'
import { type Happening, LiveContacts } from '../../testing/live-contacts.ts'
import { foldedAnew } from '../../testing/lives.ts'
import { DAY, HOUR } from '../duration.ts'
import { RESTATED } from '../facts.ts'
import { reproduce } from './replay.ts'

/** Leads who did X so often are qualified, and after five quiet days cold; who buys is a customer. */
function lifecycle(times: number, version: number, more = '') {
  return programOf(
    `ripen: 1
name: Restated
timezone: UTC
stages:
  - { key: lead, entry: { when: { did: Form } } }
  - { key: mql, entry: { when: { did: { event: X, at_least: ${times} } } }${more} }
  - { key: sql, entry: { mode: manual } }
  - { key: customer, entry: { when: { opportunity: won } } }
detours:
  - { key: cold, exits: [ { to: lead, when: { did: { event: Back, since: entry } } } ] }
`,
    version,
  )
}

const did = (name: string, day: number): Happening => ({ kind: 'track', name, at: BEGIN + day * DAY })
const ruling = (to: string, from: string | null, day: number): Happening => ({
  kind: 'ruling',
  name: to,
  data: { track: 'main', from, reason: 'spoke', by: { user: 'anna' } },
  channel: 'app',
  at: BEGIN + day * DAY,
})
const deal = (state: string, day: number): Happening => ({
  kind: 'opportunity',
  name: 'd1',
  data: { state },
  at: BEGIN + day * DAY,
})
const handoff = (state: string, day: number): Happening => ({
  kind: 'handoff',
  name: 'sales',
  data: { state },
  at: BEGIN + day * DAY,
})

const PUBLISHED = BEGIN + 20 * DAY
const AFTER = PUBLISHED + HOUR

/** What came before the publish, under a first version; then the second is published, and somebody looks. */
function published(before: readonly Happening[], [first, second]: readonly [number, number], more = '') {
  const contacts = new LiveContacts(lifecycle(first, 1))
  for (const happening of before) contacts.take('a', [happening], happening.at)
  contacts.publish(lifecycle(second, 2, more), PUBLISHED, true)
  contacts.wake('a', AFTER)
  return contacts
}

const stageOf = (contacts: LiveContacts) => contacts.state(contacts.row('a'))?.positions['main']?.stage
const restatementsOf = (contacts: LiveContacts) =>
  contacts.row('a').transitions.filter(({ restated, voidedBy }) => restated !== undefined && voidedBy === null)

/** Every move can be proved, and the state is the fold of all. */
function expectProved(contacts: LiveContacts): void {
  const row = contacts.row('a')
  for (const transition of row.transitions)
    expect(reproduce(contacts.program(transition.version), contacts.library, transition)).toMatchObject({
      reproduced: true,
    })
  const state = contacts.state(row)
  const anew = foldedAnew(contacts, 'a', (state?.upTo.at ?? 0) + 1)
  expect(anew.moves).toEqual([])
  expect(state).toMatchObject({ positions: anew.state.positions, slots: anew.state.slots })
}

const mql = [did('Form', 0), did('X', 1)]

test.each<[string, readonly Happening[], readonly [number, number], string, string | null]>([
  ['is moved back where it would not have come as far', mql, [1, 2], 'lead', 'mql'],
  ['is moved on where it would have come further', [did('Form', 0), did('X', 1), did('X', 2)], [3, 2], 'mql', 'lead'],
  ['stays where it would stand anyway', mql, [1, 1], 'mql', null],
  ['stays while it has an open opportunity', [...mql, deal('open', 3)], [1, 2], 'mql', null],
  ['is moved back once the opportunity is closed', [...mql, deal('open', 3), deal('lost', 4)], [1, 2], 'lead', 'mql'],
  ['stays while it is handed over', [...mql, handoff('started', 3)], [1, 2], 'mql', null],
  ['stays while its handoff is accepted', [...mql, handoff('accepted', 3)], [1, 2], 'mql', null],
  [
    'is moved back once the handoff is rejected',
    [...mql, handoff('started', 3), handoff('rejected', 4)],
    [1, 2],
    'lead',
    'mql',
  ],
  ['keeps a person’s move that the new way leads to as well', [...mql, ruling('sql', 'mql', 5)], [1, 1], 'sql', null],
  [
    'keeps a person’s move from a stage that it would be in',
    [did('Form', 0), did('X', 1), ruling('sql', 'lead', 5)],
    [2, 3],
    'sql',
    null,
  ],
  [
    'loses a person’s move from a stage that it would not be in',
    [...mql, ruling('sql', 'mql', 5)],
    [1, 2],
    'lead',
    'sql',
  ],
  ['stays where the version would have no stage for it', [{ ...did('X', 1) }], [1, 2], 'mql', null],
])('who %s', (_who, before, versions, stage, from) => {
  const contacts = published(before, versions)
  expect(stageOf(contacts)).toBe(stage)
  const restatements = restatementsOf(contacts)
  expect(restatements.map((move) => [move.from, move.to])).toEqual(from === null ? [] : [[from, stage]])
  for (const move of restatements)
    expect(move).toMatchObject({ cause: 'publish', rule: RESTATED, at: PUBLISHED, version: 2, actor: 'system' })
  expectProved(contacts)
})

test('after it all goes on as if the version had always been in force: since when, how often, which exits are due', () => {
  const cold = ", exits: [ { to: cold, after: '30d' } ]"
  const twice = [did('Form', 0), did('X', 1), did('X', 2)]
  const contacts = published(twice, [3, 2], cold)
  const state = contacts.state(contacts.row('a'))
  expect(state?.positions['main']).toMatchObject({ stage: 'mql', since: BEGIN + 2 * DAY, cause: 'rule' })
  expect(contacts.row('a').wakeAt).toBe(BEGIN + 32 * DAY)
  contacts.wake('a', BEGIN + 33 * DAY)
  expect(stageOf(contacts)).toBe('cold')
  contacts.take('a', [did('Back', 34)], BEGIN + 34 * DAY)
  expect(stageOf(contacts)).toBe('lead')
  expectProved(contacts)
})

test('a late event moves nobody back: the stage goes on from where the restatement left it', () => {
  const contacts = published(mql, [1, 2])
  contacts.take('a', [did('X', 1.5)], AFTER + DAY)
  // Had it come in time: qualified at its own time. It came late: at the moment of the version at the earliest.
  expect(stageOf(contacts)).toBe('mql')
  const last = contacts.row('a').transitions.at(-1)
  expect(last).toMatchObject({ from: 'lead', to: 'mql', at: PUBLISHED })
  expectProved(contacts)
})

test('a restatement that is voided gives back what was, and does not come again', () => {
  const contacts = published(mql, [1, 2])
  const [move] = restatementsOf(contacts)
  contacts.void('a', move?.nth ?? 0, AFTER + HOUR)
  expect(stageOf(contacts)).toBe('mql')
  expect(contacts.state(contacts.row('a'))?.positions['main']?.since).toBe(BEGIN + DAY)
  expect(restatementsOf(contacts)).toEqual([])
  expectProved(contacts)
})

test('a restatement that falls with a move before it is made again of what is left', () => {
  const contacts = published([did('Form', 0), did('X', 1), ruling('sql', 'mql', 2), did('X', 3)], [1, 2])
  // The ruling names another stage than the one in which the contact would have been.
  expect(stageOf(contacts)).toBe('mql')
  contacts.void('a', 3, AFTER + HOUR)
  expect(contacts.row('a').transitions.map(({ to, voidedBy }) => [to, voidedBy === null])).toEqual([
    ['lead', true],
    ['mql', true],
    ['sql', false],
    ['mql', false],
  ])
  expectProved(contacts)
  const first = published([...mql, did('Y', 2)], [1, 2])
  first.void('a', 2, AFTER + HOUR)
  expect(stageOf(first)).toBe('lead')
  expectProved(first)
  const forward = published([did('Form', 0), did('X', 1), ruling('sql', 'lead', 2), did('X', 3)], [3, 1])
  expect(stageOf(forward)).toBe('mql')
  forward.void('a', 2, AFTER + HOUR)
  expect(restatementsOf(forward).map(({ from, to }) => [from, to])).toEqual([['lead', 'mql']])
  expect(stageOf(forward)).toBe('mql')
  expectProved(forward)
})

test('a second restatement stands for the first', () => {
  const contacts = published(mql, [1, 2])
  contacts.publish(lifecycle(1, 3), PUBLISHED + DAY, true)
  contacts.wake('a', PUBLISHED + 2 * DAY)
  expect(contacts.row('a').transitions.map(({ from, to, version }) => [from, to, version])).toEqual([
    [null, 'lead', 1],
    ['lead', 'mql', 1],
    ['mql', 'lead', 2],
    ['lead', 'mql', 3],
  ])
  expect(contacts.state(contacts.row('a'))?.positions['main']?.since).toBe(BEGIN + DAY)
  expectProved(contacts)
})

test('who was not looked at between two versions is restated by the first, then comes under the second', () => {
  const contacts = new LiveContacts(lifecycle(1, 1))
  for (const happening of mql) contacts.take('a', [happening], happening.at)
  contacts.publish(lifecycle(2, 2), PUBLISHED, true)
  contacts.publish(lifecycle(3, 3), PUBLISHED + HOUR)
  contacts.take('a', [did('X', 21), did('X', 22)], BEGIN + 22 * DAY)
  expect(contacts.row('a').transitions.map(({ from, to, version }) => [from, to, version])).toEqual([
    [null, 'lead', 1],
    ['lead', 'mql', 1],
    ['mql', 'lead', 2],
    ['lead', 'mql', 3],
  ])
  expectProved(contacts)
})

test('a version that keeps is decided by what was known then, not by what comes with the event that brings the contact to it', () => {
  const contacts = new LiveContacts(lifecycle(3, 1))
  for (const happening of mql) contacts.take('a', [happening], happening.at)
  contacts.publish(lifecycle(1, 2), PUBLISHED)
  contacts.take('a', [deal('won', 5)], AFTER)
  expect(contacts.row('a').transitions.map(({ from, to }) => [from, to])).toEqual([
    [null, 'lead'],
    ['lead', 'mql'],
    ['mql', 'customer'],
  ])
  expectProved(contacts)
})
