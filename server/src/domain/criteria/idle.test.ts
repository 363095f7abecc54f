import { expect, test } from 'vitest'
import { bindLeaf, firstLateTurn, type LeafWorld } from '../../testing/leaf.ts'
import { DAY } from '../duration.ts'

test.each<[says: string, world: LeafWorld, days: number, holds: boolean, until: number | null]>([
  ['too soon', { activeAt: 10 * DAY }, 99.9, false, 100],
  ['at its time', { activeAt: 10 * DAY }, 100, true, null],
  ['never active: counts from its stage', { position: { stage: 'lead', since: 20 * DAY } }, 100, false, 110],
  ['never active, long in its stage', { position: { stage: 'lead', since: 20 * DAY } }, 110, true, null],
  ['never active and in no stage', {}, 1000, false, null],
])('idle for 90 days, %s', (_says, world, days, holds, until) => {
  const { leaf, after, readsActivity } = bindLeaf('idle', '90d', world)
  expect(leaf.test(after([]), days * DAY)).toBe(holds)
  if (!holds) expect(leaf.until(after([]), days * DAY, true)).toBe(until === null ? null : until * DAY)
  expect(
    firstLateTurn(
      leaf,
      after([]),
      Array.from({ length: 250 }, (_, index) => index * DAY),
      true,
    ),
  ).toBeNull()
  expect(readsActivity).toBe(true)
  expect(leaf.latest(after([]), days * DAY)).toBeNull()
})

test('may be written with at_least', () => {
  const { leaf, after } = bindLeaf('idle', { at_least: '1d' }, { activeAt: DAY })
  expect(leaf.test(after([]), 2 * DAY)).toBe(true)
  expect(leaf.observed(after([]), 2 * DAY)).toBe(DAY)
})
