import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lifecycleReference } from './generate-reference.mjs'

test('docs/lifecycle.md is as the schemas say; node scripts/generate-reference.mjs writes it anew', () => {
  expect(readFileSync(new URL('../docs/lifecycle.md', import.meta.url), 'utf8')).toBe(lifecycleReference())
})

test('a part that may be written in several forms is shown in each of them', () => {
  const [, rules = ''] = /`rules` list of object\n((?: {6,}.*\n)*)/.exec(lifecycleReference()) ?? []
  expect(rules).toContain('- `event` text or list of text, required')
  expect(rules).toContain('- `if` conditions, required')
})
