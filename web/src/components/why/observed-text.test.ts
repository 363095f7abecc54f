import { expect, test } from 'vitest'
import { observedText } from './observed-text.ts'

test.each([
  ['a score, rounded down', 'score', 54.987, '54.98'],
  ['several scores', 'score', { engagement: 54, fit: 10 }, 'engagement 54, fit 10'],
  ['nothing', 'trait', null, 'nothing'],
  ['words', 'trait', 'Head of Data', '“Head of Data”'],
  ['a deal', 'opportunity', [{ id: 'a', state: 'won' }], 'id a, state won'],
  ['no deal', 'opportunity', [], 'nothing'],
  ['a stretch of time', 'idle', 3 * 86_400_000, '3 d'],
  ['answers of a checklist', 'checklist', { answered: 2, of: 6 }, 'answered 2, of 6'],
])('tells %s', (_name, kind, observed, text) => {
  expect(observedText(kind, observed)).toBe(text)
})
