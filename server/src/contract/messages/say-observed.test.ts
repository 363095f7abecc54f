import { expect, test } from 'vitest'
import type { Json } from '../../domain/json.ts'
import { sayObserved } from './say-observed.ts'

const at = Date.parse('2026-03-02T09:00:00Z')
const deal = { id: 'd-1', kind: 'new', state: 'won', amount: 900, at }

test.each<[kind: string, observed: Json, words: string | null]>([
  ['opportunity', [deal], 'deal “d-1” of 900 was won on 2026-03-02'],
  [
    'account_opportunity',
    [deal, { ...deal, id: 'd-2', kind: 'renewal', state: 'open', amount: null }],
    'deal “d-1” of 900 was won on 2026-03-02 and renewal deal “d-2” is open since 2026-03-02',
  ],
  ['opportunity', [], null],
  ['checklist', { answered: 2, of: 5 }, '2 of 5 questions answered'],
  ['score', 40, null],
  ['trait', 'Head of Data', null],
])('what %s found, %j, reads: %s', (kind, observed, words) => {
  expect(sayObserved(kind, observed)).toBe(words)
})
