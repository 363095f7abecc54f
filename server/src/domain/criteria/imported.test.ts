import { expect, test } from 'vitest'
import { bindLeaf, occurred } from '../../testing/leaf.ts'

const row = occurred(1, 'traits', '', { set: { email: 'x' } }, { channel: 'import' })
const live = occurred(1, 'traits', '', { set: { email: 'x' } })
const asserted = occurred(2, 'asserted', 'mql', { by: 'import' }, { channel: 'import' })

test.each([
  ['by a file without a stage', [row], true],
  ['by a file with a stage', [row, asserted], false],
  ['by itself', [live], false],
  ['not at all', [], false],
])('a contact that came %s', (_says, events, holds) => {
  const { leaf, after } = bindLeaf('imported', true)
  expect(leaf.test(after(events), 9)).toBe(holds)
  expect(leaf.latest(after(events), 9)).toBeNull()
})
