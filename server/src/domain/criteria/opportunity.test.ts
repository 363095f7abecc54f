import { expect, test } from 'vitest'
import { bindLeaf, occurred } from '../../testing/leaf.ts'
import type { Json, JsonObject } from '../json.ts'

const deal = (at: number, id: string, data: JsonObject) => occurred(at, 'opportunity', id, data)
const open = deal(10, 'a', { state: 'open', amount: '5000' })
const won = deal(20, 'a', { state: 'won' })
const lost = deal(21, 'b', { state: 'lost' })
const renewal = deal(22, 'r', { state: 'lost', kind: 'renewal' })

test.each<[settings: Json, events: ReturnType<typeof deal>[], cycleSince: number, latest: number | null]>([
  ['open', [open], 0, 10],
  ['open', [open, won], 0, null],
  ['won', [open, won], 0, 20],
  ['won', [open, won], 20, 20],
  ['won', [open, won], 21, null],
  [{ state: 'won', since: 'ever' }, [open, won], 21, 20],
  ['open', [open], 99, 10],
  ['lost', [open, lost], 0, 21],
  ['lost', [renewal], 0, null],
  [{ kind: 'renewal', state: 'lost' }, [renewal], 0, 22],
  [{ kind: 'any', state: 'lost' }, [lost, renewal], 0, 22],
  [{ kind: ['renewal', 'expansion'] }, [renewal], 0, 22],
  [{ state: ['won', 'lost'] }, [open, won, lost], 0, 21],
  [{}, [open], 0, 10],
  [{ amount: { at_least: 5000 } }, [open], 0, 10],
  [{ amount: { more_than: 5000 } }, [open], 0, null],
  [{ amount: { at_most: 5000 } }, [lost], 0, null],
])('%j after %j in a cycle from %d rests on %s', (settings, events, cycleSince, latest) => {
  const { leaf, after } = bindLeaf('opportunity', settings, { position: { cycleSince } })
  const state = after(events)
  expect(leaf.test(state, 30)).toBe(latest !== null)
  expect(leaf.latest(state, 30)).toBe(latest)
  expect(leaf.until(state, 30, latest === null)).toBeNull()
})

test('shows the deals that were found', () => {
  const { leaf, after } = bindLeaf('opportunity', 'open')
  expect(leaf.observed(after([open, lost]), 30)).toEqual([
    { id: 'a', kind: 'new', state: 'open', amount: 5000, at: 10 },
  ])
})
