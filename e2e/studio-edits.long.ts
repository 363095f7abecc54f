import { test } from 'vitest'
import { checkEdits } from './studio-edits.ts'

test('500 documents, one edit each: it means what was meant, and touches only what it is about', () => {
  checkEdits(500)
})
