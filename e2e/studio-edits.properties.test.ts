import { expect, test } from 'vitest'
import { applyEdit } from '../web/src/pages/lifecycle/model/edit.ts'
import { checkEdits } from './studio-edits.ts'

test('120 documents, one edit each: it means what was meant, and touches only what it is about', () => {
  checkEdits(120)
}, 120_000)

test('an edit of a document that cannot be read changes nothing', () => {
  expect(applyEdit('a: [', { do: 'set', path: ['a'], value: 1 })).toBeNull()
})
