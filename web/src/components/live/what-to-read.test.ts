import type { QueryKey } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { LiveHint } from '../../../../server/src/contract/live.ts'
import { isOld } from './what-to-read.ts'

const id = '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14'
const query = (queryKey: QueryKey, data: unknown = {}) => ({ queryKey, state: { data } }) as never

test.each<[LiveHint, QueryKey, boolean]>([
  [{ what: 'stages' }, ['contacts', 'list', { stage: 'mql' }], true],
  [{ what: 'stages' }, ['contacts', 'one', id, 'why'], false],
  [{ what: 'contact', id }, ['contacts', 'one', id, 'why'], true],
  [{ what: 'contact', id }, ['contacts', 'one', 'another', 'why'], false],
  [{ what: 'lifecycle' }, ['lifecycle', 'head'], true],
  [{ what: 'lifecycle' }, ['draft', 'plan', ''], false],
  [{ what: 'import' }, ['imports', 'list'], true],
  [{ what: 'ready' }, ['home'], false],
])('after %o the answer %o is old: %s', (hint, key, old) => {
  expect(isOld(query(key), [hint])).toBe(old)
})

test('a list in which somebody scrolled far stays as it is', () => {
  const key = ['contacts', 'list', {}]
  expect(isOld(query(key, { pages: [1, 2] }), [{ what: 'stages' }])).toBe(true)
  expect(isOld(query(key, { pages: [1, 2, 3] }), [{ what: 'stages' }])).toBe(false)
})
