import { expect, test } from 'vitest'
import { programOf } from '../testing/compiled.ts'
import { BEGIN } from '../testing/histories.ts'
import { LiveContacts } from '../testing/live-contacts.ts'
import { readCellKey } from './cells.ts'
import { DAY } from './duration.ts'

const document = (stages: string, more = '') => `ripen: 1\nname: T\nstages: [ ${stages} ]\n${more}`
const ABC = '{ key: a, entry: { when: { did: A } } }, { key: b }, { key: c, entry: { when: { did: C } } }'
const counted = (contacts: LiveContacts) =>
  [...contacts.rollup]
    .map(([key, count]) => ({ ...readCellKey(key), count }))
    .map(({ measure, stage, month, source, count }) => `${measure} ${stage} ${month} ${source} ${count}`)
    .sort()

const happens = (name: string, at: number) => ({ kind: 'track' as const, name, at, stamp: { source: 'search' } })

test('an entry into a later stage reaches the earlier ones, which it did not enter', () => {
  const contacts = new LiveContacts(programOf(document(ABC)))
  contacts.take('a', [happens('C', BEGIN)], BEGIN)
  expect(counted(contacts)).toEqual([
    'entered c 2026-01 search 1',
    'now c  search 1',
    'reached a 2026-01 search 1',
    'reached b 2026-01 search 1',
    'reached c 2026-01 search 1',
  ])
})

test('what is reached is dated by the first time', () => {
  const contacts = new LiveContacts(programOf(document(ABC)))
  contacts.take('a', [happens('A', BEGIN)], BEGIN)
  contacts.take('a', [happens('C', BEGIN + 40 * DAY)], BEGIN + 40 * DAY)
  expect(counted(contacts).filter((one) => one.startsWith('reached'))).toEqual([
    'reached a 2026-01 search 1',
    'reached b 2026-02 search 1',
    'reached c 2026-02 search 1',
  ])
})

test('a stage that another system named without its date is reached, not entered', () => {
  const contacts = new LiveContacts(programOf(document(ABC)))
  contacts.take('a', [happens('A', BEGIN)], BEGIN)
  contacts.take('a', [{ kind: 'asserted', name: 'c', at: BEGIN + 40 * DAY, data: { undated: true } }], BEGIN + 40 * DAY)
  expect(counted(contacts)).toEqual([
    'entered a 2026-01 search 1',
    'now c  search 1',
    'reached a 2026-01 search 1',
    'reached b 2026-02 search 1',
    'reached c 2026-02 search 1',
  ])
})

test('a row that was merged away counts nothing, and counts again when it is taken out', () => {
  const contacts = new LiveContacts(programOf(document(ABC)))
  contacts.take('a', [happens('A', BEGIN)], BEGIN)
  contacts.take('b', [happens('A', BEGIN + 1)], BEGIN + 1)
  const before = counted(contacts)
  contacts.merge('a', 'b', BEGIN + 2)
  expect(counted(contacts)).toContain('now a  search 1')
  contacts.undoMerge('a', 'b', BEGIN + 3)
  expect(counted(contacts)).toEqual(before)
})

test('contacts of a stage that is gone are moved to the one that the version names', () => {
  const contacts = new LiveContacts(programOf(document(ABC)))
  contacts.take('a', [happens('A', BEGIN)], BEGIN)
  contacts.publish(programOf(document('{ key: b }, { key: c }', 'migrate: { a: b }'), 2), BEGIN + DAY)
  contacts.wake('a', BEGIN + 2 * DAY)
  const [, move] = contacts.row('a').transitions
  expect(move).toMatchObject({ from: 'a', to: 'b', cause: 'publish', at: BEGIN + DAY, rule: 'migrate.a' })
})
