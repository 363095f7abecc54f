import { expect, test } from 'vitest'
import { b2b } from '../../../../../server/src/domain/lifecycle/presets/b2b.ts'
import { applyEdit, type Edit } from './edit.ts'
import { openText } from './opened.ts'
import { patch } from './patch.ts'
import { sharedWith } from './untie.ts'

const text = `# head
ripen: 1
shared: &warm { did: A } # the usual way
stages:
  # who came first
  - { key: lead, entry: { when: { any: [ { did: "A" }, *warm ] } } } # flow
  - key: mql   # block
    name: 'Marketing'
    entry:
      when:
        # both
        all:
          - not:
              did: B # not that
          - any:
              - is: hand_raise
              - { score: { points: { at_least: 60 } } }
    # at the end of mql
  - key: won
    from:
      - mql # only
# foot
`

const stage = ['stages', 1] as const
const tree = [...stage, 'entry', 'when', 'all'] as const

test.each<[string, Edit, string, string]>([
  [
    'a number',
    { do: 'set', path: [...tree, 1, 'any', 1, 'score', 'points', 'at_least'], value: 45 },
    'at_least: 60',
    'at_least: 45',
  ],
  ['a text in quotes', { do: 'set', path: [...stage, 'name'], value: 'Warm' }, "'Marketing'", "'Warm'"],
  [
    'a text that would be read otherwise',
    { do: 'set', path: [...stage, 'key'], value: 'true' },
    'key: mql ',
    'key: "true" ',
  ],
  [
    'a pair at its place',
    { do: 'set', path: [...stage, 'owner'], value: 'sales', before: ['entry'] },
    "    name: 'Marketing'\n",
    "    name: 'Marketing'\n    owner: sales\n",
  ],
  [
    'a pair in brackets',
    { do: 'set', path: ['stages', 0, 'name'], value: 'Lead', before: ['entry'] },
    'lead, ',
    'lead, name: Lead, ',
  ],
  [
    'an item among lines',
    { do: 'insert', path: tree, at: 1, value: { did: 'C' } },
    'did: B # not that\n',
    'did: B # not that\n          - { did: C }\n',
  ],
  [
    'an item behind the last, with its comment',
    { do: 'insert', path: ['stages'], at: 2, value: { key: 'sal' } },
    '    # at the end of mql\n',
    '    # at the end of mql\n  - { key: sal }\n',
  ],
  [
    'an item in brackets',
    { do: 'insert', path: ['stages', 0, 'entry', 'when', 'any'], at: 2, value: { did: 'C' } },
    '*warm ]',
    '*warm, { did: C } ]',
  ],
  [
    'a stage less',
    { do: 'remove', path: ['stages', 0] },
    '  # who came first\n  - { key: lead, entry: { when: { any: [ { did: "A" }, *warm ] } } } # flow\n',
    '',
  ],
  ['the last of a list', { do: 'remove', path: ['stages', 2, 'from', 0] }, 'from:\n      - mql # only\n', 'from: []\n'],
  ['one of some brackets', { do: 'remove', path: ['stages', 0, 'entry', 'when', 'any', 0] }, '{ did: "A" }, ', ''],
  ['another key', { do: 'rename', path: [...tree, 1, 'any'], key: 'all' }, '- any:', '- all:'],
  [
    'conditions among others',
    { do: 'wrap', path: [...tree, 1, 'any', 1], joint: 'not' },
    '{ score: { points: { at_least: 60 } } }',
    '{ not: { score: { points: { at_least: 60 } } } }',
  ],
  [
    'a block among others',
    { do: 'wrap', path: [...tree, 0, 'not'], joint: 'any' },
    '              did: B # not that',
    '              any:\n                - did: B # not that',
  ],
  [
    'a part for the whole',
    { do: 'lift', path: [...tree, 0], inner: ['not'] },
    '- not:\n              did: B',
    '- did: B',
  ],
  [
    'an alias stands for itself once it is changed',
    { do: 'set', path: ['stages', 0, 'entry', 'when', 'any', 1, 'did'], value: 'Z' },
    '*warm ]',
    '{ did: Z } ]',
  ],
])('%s', (_name, edit, before, after) => {
  expect(applyEdit(text, edit)).toBe(text.replace(before, () => after))
})

test('an anchor goes over to who else uses it', () => {
  expect(applyEdit(text, { do: 'set', path: ['shared', 'did'], value: 'Z' })).toBe(
    text.replace('&warm { did: A } #', '{ did: Z } #').replace('*warm', '&warm { did: A }'),
  )
})

test('a place says with how many others it is shared', () => {
  const opened = openText(text)
  const told = [
    ['shared', 'did'],
    ['stages', 0, 'entry', 'when', 'any', 1],
    ['stages', 1],
  ].map((path) => opened && sharedWith(opened, path))
  expect(told).toEqual([1, 1, 0])
})

test('a line that grows too long is opened, each part as it was', () => {
  const long = `a: 1\nl: [ { did: "A" }, ${'{ did: Some Event That Happened }, '.repeat(3)}{ did: E } ] # said\nb: 2\n`
  const made = applyEdit(long, { do: 'insert', path: ['l'], at: 5, value: { did: 'F' } })
  expect(made).toBe(
    `a: 1\nl: # said\n  - { did: "A" }\n${'  - { did: Some Event That Happened }\n'.repeat(3)}  - { did: E }\n  - { did: F }\nb: 2\n`,
  )
})

test('parts change places with what is said of them', () => {
  expect(applyEdit(text, { do: 'order', path: ['stages'], order: [1, 0, 2] })).toContain(
    '    # at the end of mql\n  # who came first\n  - { key: lead',
  )
})

test('a value is changed where it differs, and written in the order of the schema', () => {
  const made = patch(b2b, ['stages', 3, 'entry', 'by'], 'sales', () => ['mode', 'by', 'when'])
  expect(made).toBe(
    b2b.replace('    entry:\n      when:\n        all:', '    entry:\n      by: sales\n      when:\n        all:'),
  )
  expect(patch(b2b, ['stages', 4, 'volume', 'per_month'], 5)).toBe(
    b2b.replace('{ mode: manual, by: sales } }', '{ mode: manual, by: sales }, volume: { per_month: 5 } }'),
  )
})
