import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { compile } from './compile.ts'

const documentWith = (parts: string) =>
  parse(`
ripen: 1
name: People
${parts.includes('stages:') ? '' : 'stages: [ { key: lead, entry: { when: { did: A } } }, { key: mql }, { key: sql } ]'}
${parts}
`)
const people = '{ account.people: { reached: mql, people: 2 } }'

test.each<[string, string, (string | number)[]]>([
  ['its own stage', `stages: [ { key: mql, entry: { when: ${people} } } ]`, ['stages', 0, 'entry', 'when']],
  [
    'an earlier stage',
    `stages: [ { key: lead, entry: { when: ${people} } }, { key: mql } ]`,
    ['stages', 0, 'entry', 'when'],
  ],
  ['a detour', `detours: [ { key: d, from: [mql], entry: { when: ${people} } } ]`, ['detours', 0, 'entry', 'when']],
  ['an exclusion', `detours: [ { key: d } ]\nexclude: [ { if: ${people}, to: d } ]`, ['exclude', 0, 'if']],
  [
    'an exit back',
    `stages: [ { key: lead }, { key: mql }, { key: sql, exits: [ { to: lead, when: ${people} } ] } ]`,
    ['stages', 2, 'exits', 0, 'when'],
  ],
  [
    'a name that an earlier stage uses',
    `define: { crowd: ${people} }\nstages: [ { key: lead, entry: { when: { is: crowd } } }, { key: mql } ]`,
    ['stages', 0, 'entry', 'when'],
  ],
  [
    'a score that it rests upon',
    `scores: { fit: { rules: [ { if: ${people}, points: 5 } ] } }\nstages: [ { key: mql, entry: { when: { score: { fit: { at_least: 5 } } } } } ]`,
    ['stages', 0, 'entry', 'when'],
  ],
])('what changes its own answer is refused: %s', (_where, parts, path) => {
  expect(compile(documentWith(parts), 1, {})).toMatchObject({
    faults: [{ path, message: { key: 'fault.people_loop' } }],
  })
})

test.each([
  ['a later stage', `stages: [ { key: mql }, { key: sql, entry: { when: ${people} } } ]`],
  [
    'an exit to a later stage',
    `stages: [ { key: mql }, { key: x, exits: [ { to: sql, when: ${people} } ] }, { key: sql } ]`,
  ],
  [
    'a detour, where events are counted',
    'detours: [ { key: d, entry: { when: { account.did: { event: A, people: 2 } } } } ]',
  ],
])('%s may read it', (_where, parts) => {
  expect(compile(documentWith(parts), 1, {})).toHaveProperty('program')
})
