import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lifecycleReference } from './generate-reference.mjs'

test('docs/lifecycle.md is as the schemas say; node scripts/generate-reference.mjs writes it anew', () => {
  expect(readFileSync(new URL('../docs/lifecycle.md', import.meta.url), 'utf8')).toBe(lifecycleReference())
})
