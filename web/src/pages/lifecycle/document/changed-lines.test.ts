import { expect, test } from 'vitest'
import { changedLines } from './changed-lines.ts'

test.each([
  ['nothing changed', 'a\nb', 'a\nb', []],
  ['one line', 'a\nb\nc', 'a\nx\nc', [2]],
  ['two apart', 'a\nb\nc\nd', 'x\nb\nc\ny', [1, 4]],
  ['a line more', 'a\nc', 'a\nb\nc', [2]],
  ['a line less', 'a\nb\nc', 'a\nc', []],
  ['the same line again', 'a\na', 'a\na\na', [3]],
])('%s', (_name, before, after, lines) => {
  expect(changedLines(before, after)).toEqual(lines)
})
