import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { canonical } from '../../domain/json.ts'
import { differences } from '../../domain/lifecycle/differences.ts'
import { findPreset } from '../../domain/lifecycle/presets/presets.ts'
import { programOf } from '../../testing/compiled.ts'
import { lifecycles } from '../../testing/small-lifecycles.ts'
import { say } from './say.ts'

const b2b = findPreset('b2b')?.document ?? ''

function told(now: string, was = b2b): readonly string[] {
  return differences(programOf(was).document, programOf(now).document).map((one) => say(one.message))
}

test.each<[string, string | RegExp, string, readonly string[]]>([
  ['a threshold', 'at_least: 60', 'at_least: 50', ['mql: the engagement score is at least 60 → 50']],
  [
    'points of a rule',
    'Content Downloaded, points: 15',
    'Content Downloaded, points: 25',
    ['score engagement, group content, rule Content Downloaded, points: 15 → 25'],
  ],
  ['a half-life', 'half_life: 30d', 'half_life: 45d', ['score engagement, half life: 30 days → 45 days']],
  ['a cap', '        cap: 40\n', '        cap: 50\n', ['score engagement, group website, cap: 40 → 50']],
  [
    'an exit',
    'after: 5wd',
    'after: 3wd',
    ['mql, exit to nurturing (not worked), after: 5 working days → 3 working days'],
  ],
  [
    'a list',
    '[rival.example]',
    '[rival.example, foe.example]',
    ['list competitors, foe.example: foe.example (was not there)'],
  ],
  [
    'a condition more',
    '{ fit: { at_least: B } }',
    '{ fit: { at_least: B } }, { page: /pricing }',
    ['mql: now also asks: viewed the page /pricing'],
  ],
  ['a way less', '- { is: hand_raise }\n', '', ['mql: no longer lets in who is “hand_raise”']],
  [
    'a mode',
    'mode: manual, by: sales',
    'mode: approval, by: sales, when: { did: X }',
    ['sal, mode: manual → approval', 'sal: now asks: did “X”'],
  ],
  ['the zone', /^timezone: .*$/m, 'timezone: Europe/Vienna', ['timezone: Europe/Berlin → Europe/Vienna']],
  [
    'a promise',
    'accept: 4wh',
    'accept: 8wh',
    ['handoff new_business, promises, accept: 4 working hours → 8 working hours'],
  ],
  ['a detour’s setting', 'cool_off: 30d', 'cool_off: 14d', ['nurturing, cool off: 30 days → 14 days']],
  [
    'office hours',
    'fri: "09:00-16:00"',
    'fri: "09:00-15:00"',
    ['calendar office, hours, fri: 09:00-16:00 → 09:00-15:00'],
  ],
])('%s is told in words', (_what, before, after, sentences) => {
  expect(told(b2b.replace(before, after))).toEqual(sentences)
})

test('stages that came, went, were renamed or changed places are told', () => {
  const stages = /\n {2}- \{ key: sal,.*\n/
  expect(
    told(
      b2b
        .replace(stages, '\n')
        .replace('from: [mql, sal, sql, lost]', 'from: [mql, sql, lost]')
        .concat('migrate: { sal: mql }\n'),
    ),
  ).toEqual(
    expect.arrayContaining(
      ['stage sal is gone.', 'detour nurturing, from, sal: no longer sal'].map((text) =>
        text.replace('detour nurturing', 'nurturing'),
      ),
    ),
  )
  expect(told(b2b.replace('Sales accepted lead', 'Accepted'))).toEqual(['sal, name: Sales accepted lead → Accepted'])
})

test('a document differs in nothing from itself, however it is written', () => {
  expect(told(stringify(parse(b2b)))).toEqual([])
})

test('no difference goes unnamed, and each has words', () => {
  fc.assert(
    fc.property(lifecycles, lifecycles, (a, b) => {
      const found = differences(a.program.document, b.program.document)
      expect(found.length > 0).toBe(canonical(a.program.document) !== canonical(b.program.document))
      for (const { message } of found) {
        expect(say(message)).not.toMatch(/undefined|difference\.|\[object/)
        expect(say(message)).not.toBe('')
      }
    }),
    { numRuns: 40 },
  )
})
