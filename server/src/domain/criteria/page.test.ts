import { expect, test } from 'vitest'
import { bindLeaf, occurred } from '../../testing/leaf.ts'
import type { Json } from '../json.ts'
import { page } from './page.ts'

const viewed = (path: string) => occurred(1, 'page', '', { path })

test.each<[settings: Json, path: string, holds: boolean]>([
  ['/pricing', '/pricing', true],
  ['/pricing', '/pricing/', true],
  ['/pricing', '/pricing/teams', false],
  ['/pricing*', '/pricing/teams', true],
  ['/docs/*', '/docs', false],
  ['*', '/anything', true],
  [{ path: '/docs/*' }, '/docs/a', true],
  [{ path: { matches: '^/(de|en)/demo$' } }, '/de/demo', true],
  [{ path: { ends: '.pdf' }, at_least: 2 }, '/a.pdf', false],
  [{}, '/anything', true],
])('%j after a view of %s: %s', (settings, path, holds) => {
  const { leaf, after } = bindLeaf('page', settings)
  expect(leaf.test(after([viewed(path)]), 2)).toBe(holds)
})

test('screens of an app count too, by their name', () => {
  const { leaf, after } = bindLeaf('page', { where: { name: 'Checkout' } })
  expect(leaf.test(after([occurred(1, 'screen', 'Checkout')]), 2)).toBe(true)
})

test('what was done under the same name is no page', () => {
  const { leaf, after } = bindLeaf('page', '/pricing')
  expect(leaf.test(after([occurred(1, 'track', '/pricing', { path: '/pricing' })]), 2)).toBe(false)
})

test('an unknown list is told at its place', () => {
  const names = {
    lists: [],
    scores: [],
    stages: [],
    progress: [],
    levels: [],
    defined: [],
    segments: [],
    checklists: [],
    tracks: [],
    grade: false,
  }
  expect(page.check?.({ path: { in_list: 'x' } }, names)).toMatchObject([{ path: ['path', 'in_list'] }])
})
