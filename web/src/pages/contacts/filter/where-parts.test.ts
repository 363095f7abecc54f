import { expect, test } from 'vitest'
import type { Where } from '../contacts-search.ts'
import { withoutPart } from './where-parts.ts'

test.each<[where: Where, index: number, left: Where | null]>([
  [{ stage: 'mql' }, 0, null],
  [{ all: [{ stage: 'mql' }, { idle: '30d' }] }, 0, { idle: '30d' }],
  [{ all: [{ stage: 'mql' }, { idle: '30d' }, { fit: 'A' }] }, 1, { all: [{ stage: 'mql' }, { fit: 'A' }] }],
  [{ any: [{ stage: 'mql' }, { any: [{ fit: 'A' }] }] }, 0, { any: [{ fit: 'A' }] }],
  [{ all: [{ stage: 'mql' }] }, 0, null],
  [{ not: { stage: 'mql' } }, 0, null],
  ['{"stage', 0, null],
])('%j without %i', (where, index, left) => {
  expect(withoutPart(where, index)).toEqual(left)
})
