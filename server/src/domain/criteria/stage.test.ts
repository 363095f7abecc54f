import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bindLeaf, firstLateTurn } from '../../testing/leaf.ts'
import { DAY } from '../duration.ts'
import type { Json } from '../json.ts'
import type { Entry } from '../lifecycle/state.ts'
import { stage } from './stage.ts'

const stages = ['lead', 'mql', 'sql', 'customer']
const entry = (key: string, cycle: number, days: number): Entry => ({
  stage: key,
  cycle,
  at: days * DAY,
  cause: 'rule',
})
const position = {
  stage: 'mql',
  since: 10 * DAY,
  cycle: 2,
  entered: [entry('customer', 1, 1), entry('lead', 2, 8), entry('mql', 2, 10)],
}

describe('stage', () => {
  test.each<[settings: Json, holds: boolean]>([
    ['mql', true],
    ['lead', false],
    [['lead', 'mql'], true],
    [{ is: 'mql' }, true],
    [{ any_of: ['lead', 'sql'] }, false],
    [{ was: 'customer' }, true],
    [{ was: 'customer', since: 'cycle' }, false],
    [{ was: ['customer', 'lead'], since: 'cycle' }, true],
    [{ was: 'sql' }, false],
    [{ reached: 'lead' }, true],
    [{ reached: 'mql' }, true],
    [{ reached: 'sql' }, false],
    [{ is: 'mql', for: '5d' }, true],
    [{ is: 'mql', for: '6d' }, false],
    [{ is: 'lead', for: '1d' }, false],
    [{ for: { below: '5d' } }, false],
    [{ for: { at_least: '4d', below: '6d' } }, true],
    [{ is: 'mql', was: 'sql' }, false],
    [{ is: 'mql', track: 'second' }, false],
  ])('five days in mql, once a customer: %j is %s', (settings, holds) => {
    const { leaf, after } = bindLeaf('stage', settings, { stages, position })
    expect(leaf.test(after([]), 15 * DAY)).toBe(holds)
    expect(leaf.latest(after([]), 15 * DAY)).toBeNull()
  })

  test('before the first stage nothing holds, however long it lasts', () => {
    const { leaf, after } = bindLeaf('stage', { for: '1d' }, { stages })
    expect(leaf.test(after([]), 100 * DAY)).toBe(false)
    expect(leaf.until(after([]), 100 * DAY, true)).toBeNull()
  })

  test('wakes when its time is up', () => {
    const { leaf, after } = bindLeaf('stage', { is: 'mql', for: '30d' }, { stages, position })
    expect(leaf.until(after([]), 15 * DAY, true)).toBe(40 * DAY)
  })

  test.each<Json>([{}, { since: 'ever' }, { for: '5wd' }, { reached: 'mql', track: 'main' }])(
    '%j is refused',
    (settings) => {
      expect(stage.settings.safeParse(settings).success).toBe(false)
    },
  )

  test('names a stage that is near', () => {
    const names = {
      lists: [],
      scores: [],
      stages,
      progress: stages,
      levels: [],
      defined: [],
      segments: [],
      checklists: [],
      tracks: ['main'],
      grade: false,
    }
    expect(stage.check?.('mqls', names)).toMatchObject([{ path: [], message: { values: { nearest: 'mql' } } }])
    expect(stage.check?.({ was: ['custmer'], track: 'man' }, names)).toMatchObject([
      { path: ['was'] },
      { path: ['track'] },
    ])
  })

  test.each<Json>([{ for: '5d' }, { for: { below: '5d' } }, { is: 'mql', for: { at_least: '3d', below: '5d' } }])(
    '%j turns never before it was said',
    (settings) => {
      const { leaf, after } = bindLeaf('stage', settings, { stages, position })
      fc.assert(
        fc.property(fc.integer({ min: 10, max: 20 }), fc.boolean(), (from, wanted) => {
          const moments = Array.from({ length: 80 }, (_, index) => from * DAY + (index * DAY) / 4)
          expect(firstLateTurn(leaf, after([]), moments, wanted)).toBeNull()
        }),
      )
    },
  )
})
