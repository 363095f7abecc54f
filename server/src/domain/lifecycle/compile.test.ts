import { describe, expect, test } from 'vitest'
import { programOf } from '../../testing/compiled.ts'
import { checkMigration } from './check-document.ts'
import { compile } from './compile.ts'
import { readLifecycle } from './document.ts'
import { placed } from './placed.ts'
import { findPreset, presets } from './presets/presets.ts'

const base = `ripen: 1
name: Test
teams: [sales, marketing]
lists: { rivals: [rival.example] }
stages:
  - { key: lead, name: Lead, owner: sales, entry: { when: { did: A } } }
  - { key: customer, entry: { when: { opportunity: won } } }
`
const stage = (rest: string) => `ripen: 1\nname: T\nstages:\n  - { key: lead, ${rest} }\n`
const when = (criteria: string) => stage(`entry: { when: ${criteria} }`)

function firstFault(text: string) {
  const read = readLifecycle(text, 1, {})
  if (!('faults' in read)) return null
  const [{ path, line, column, message } = { path: [], line: 0, column: 0, message: { key: '', values: {} } }] =
    read.faults
  const at = text.split('\n')[line - 1]?.slice(column - 1)
  return { path: path.join('.'), at, key: message.key, nearest: message.values['nearest'] }
}

describe('a document with a fault tells its place', () => {
  test.each<[what: string, text: string, path: string, at: string, key: string, nearest?: string | null]>([
    ['broken YAML', 'ripen: 1\nname: [', '', '', 'fault.yaml'],
    ['nothing', '', '', '', 'fault.empty_lifecycle'],
    ['comments only', '# Later.\n', '', '# Later.', 'fault.empty_lifecycle'],
    ['two documents', `${base}---\n${base}`, '', '---', 'fault.several_documents'],
    ['the same key twice', 'ripen: 1\nripen: 1', '', 'ripen', 'fault.yaml'],
    ['no object', '- 1', '', '- 1', 'fault.shape'],
    ['an unknown key', `${base}stagess: []`, 'stagess', 'stagess', 'fault.unknown_key'],
    ['a name that is no key', stage('').replace('lead', 'Lead Stage'), 'stages.0.key', 'Lead Stage', 'fault.shape'],
    ['an unknown condition', when('{ didd: A }'), 'stages.0.entry.when.didd', 'didd: A', 'fault.unknown', 'did'],
    [
      'two conditions in one',
      when('{ did: A, page: / }'),
      'stages.0.entry.when',
      'when: { did',
      'fault.several_conditions',
    ],
    ['no condition', when('{}'), 'stages.0.entry.when', 'when: {}', 'fault.no_condition'],
    ['an empty list of conditions', when('{ any: [] }'), 'stages.0.entry.when.any', 'any: []', 'fault.empty_list'],
    [
      'an unknown stage in a condition',
      when('{ stage: laed }'),
      'stages.0.entry.when.stage',
      'laed',
      'fault.unknown',
      'lead',
    ],
    [
      'an unknown list',
      when('{ traits.x: { in_list: rival } }'),
      'stages.0.entry.when.traits.x.in_list',
      'rival }',
      'fault.unknown',
      null,
    ],
    [
      'an unknown score',
      when('{ score: { egagement: { at_least: 1 } } }'),
      'stages.0.entry.when.score.egagement',
      'egagement',
      'fault.unknown',
      null,
    ],
    ['an unknown name', when('{ is: hand }'), 'stages.0.entry.when.is', 'hand }', 'fault.unknown', null],
    ['a fit without a grade', when('{ fit: A }'), 'stages.0.entry.when.fit', 'A }', 'fault.no_grade'],
    [
      'a window in working days',
      when('{ did: { event: A, within: 5wd } }'),
      'stages.0.entry.when.did.within',
      '5wd',
      'fault.shape',
    ],
    [
      'a broken regular expression',
      when('{ traits.x: { matches: "(" } }'),
      'stages.0.entry.when.traits.x.matches',
      '"("',
      'fault.shape',
    ],
    [
      'an exit without when and after',
      stage('exits: [ { to: lead } ]'),
      'stages.0.exits.0',
      '{ to: lead }',
      'fault.shape',
    ],
    [
      'an exit into its own stage',
      stage('exits: [ { to: lead, after: 1d } ]'),
      'stages.0.exits.0.to',
      'lead, after',
      'fault.exit_to_itself',
    ],
    [
      'an exit to nowhere',
      stage('exits: [ { to: leed, after: 1d } ]'),
      'stages.0.exits.0.to',
      'leed, after',
      'fault.unknown',
      'lead',
    ],
    [
      'an automatic stage without criteria',
      stage('entry: { mode: automatic }'),
      'stages.0.entry.mode',
      'automatic',
      'fault.automatic_without_criteria',
    ],
    ['an unknown team', stage('owner: salse'), 'stages.0.owner', 'salse', 'fault.unknown', null],
    ['a stage twice', `${base}  - { key: lead }`, 'stages.2.key', 'lead }', 'fault.twice'],
    ['an unknown zone', `${base}timezone: Berlin`, 'timezone', 'Berlin', 'fault.zone', 'Europe/Berlin'],
    [
      'a grade without its scores',
      `${base}scores: { grade: { fit: { A: 3, B: 2, C: 1 }, engagement: { 1: 3, 2: 2, 3: 1 } } }`,
      'scores.grade.fit',
      'fit: {',
      'fault.unknown',
      null,
    ],
    [
      'names that lead back to themselves',
      `${base}define: { a: { is: b }, b: { is: a } }`,
      'define.a',
      'a: {',
      'fault.loop',
    ],
    [
      'a present stage that is migrated',
      `${base}migrate: { lead: customer }`,
      'migrate.lead',
      'customer }',
      'fault.migrate_present',
    ],
    [
      'a condition of a score rule',
      `${base}scores: { x: { rules: [ { if: { dud: A }, points: 1 } ] } }`,
      'scores.x.rules.0.if.dud',
      'dud: A',
      'fault.unknown',
      'did',
    ],
    [
      'a condition on a property',
      `${base}scores: { x: { rules: [ { event: A, where: { p: { at_leest: 1 } }, points: 1 } ] } }`,
      'scores.x.rules.0.where.p',
      'p: {',
      'fault.shape',
    ],
    [
      'conditions without end',
      when(`${'{ not: '.repeat(40)}{ did: A }${' }'.repeat(40)}`),
      `stages.0.entry.when${'.not'.repeat(31)}`,
      '',
      'fault.too_deep',
    ],
  ])('%s', (_what, text, path, at, key, nearest) => {
    const fault = firstFault(text)
    expect(fault).toMatchObject({ path, key, ...(nearest == null ? {} : { nearest }) })
    expect(fault?.at?.slice(0, at.length)).toBe(at)
  })

  test('of several faults each is told', () => {
    const read = readLifecycle(when('{ all: [ { didd: A }, { stage: x } ] }'), 1, {})
    expect('faults' in read && read.faults.map(({ message }) => message.key)).toEqual([
      'fault.unknown',
      'fault.unknown',
    ])
  })

  test('a bomb of aliases is a fault', () => {
    const bomb = ['a0: &a0 [x]', ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)]
    expect(firstFault(bomb.join('\n'))?.key).toBe('fault.yaml')
  })

  test('a document without end is refused unread', () => {
    expect(firstFault('x'.repeat(2_000_001))?.key).toBe('fault.too_long')
  })
})

describe('notices', () => {
  const noticesIn = (text: string) => {
    const read = readLifecycle(text, 1, {})
    return 'faults' in read
      ? read.faults
      : read.notices.map(({ message, path, line }) => [message.key, path.join('.'), line])
  }
  test.each([
    [
      'a stage that requires a later one',
      `${base.replace('key: lead,', 'key: lead, requires: [customer],')}`,
      [['warning.unreachable', 'stages.0.requires', 6]],
    ],
    [
      'a threshold above its cap',
      `${base}scores: { x: { cap: 10, rules: [] } }\ndefine: { y: { score: { x: { at_least: 11 } } } }`,
      [['warning.above_cap', 'define.y.score.x', 9]],
    ],
    [
      'a detour that nothing leaves',
      `${base}detours: [ { key: d, back: manual } ]`,
      [['warning.no_way_out', 'detours.0', 8]],
    ],
    [
      'a stage emptied by a later one',
      base.replace('{ opportunity: won }', '{ any: [ { did: A }, { opportunity: won } ] }'),
      [['warning.emptied', 'stages.0', 6]],
    ],
    [
      'exits that lead round',
      `${base}detours: [ { key: d, exits: [ { to: e, after: 1d } ] }, { key: e, exits: [ { to: d, after: 1d } ] } ]`,
      [['warning.exit_loop', 'stages', 5]],
    ],
    [
      'parts that come later',
      `${base}handoffs: { h: { trigger: { enters: lead }, to: sales } }`,
      [['notice.not_yet_in_effect', 'handoffs.h', 8]],
    ],
    ['a document without a mistake', base, []],
  ])('%s', (_what, text, expected) => expect(noticesIn(text)).toEqual(expected))

  test.each(presets)('preset $key has no warning', ({ document }) => {
    const read = readLifecycle(document, 1, {})
    expect('notices' in read && read.notices.filter(({ level }) => level === 'warning')).toEqual([])
  })
})

describe('keys tell what a new version needs', () => {
  const b2b = findPreset('b2b')?.document ?? ''
  const keysOf = (text: string) => {
    const { stateKey, decisionKey } = programOf(text)
    return { stateKey, decisionKey }
  }
  const before = keysOf(b2b)
  const changed = (from: string, to: string) => {
    expect(b2b).toContain(from)
    const after = keysOf(b2b.replace(from, to))
    return { state: after.stateKey !== before.stateKey, decision: after.decisionKey !== before.decisionKey }
  }
  test.each([
    ['a name', 'name: Customer', 'name: Client', { state: false, decision: false }],
    ['the name of the lifecycle', 'name: B2B', 'name: Business', { state: false, decision: false }],
    ['the name of a point', 'name: Demo request', 'name: Demo', { state: false, decision: false }],
    [
      'an owner',
      'key: customer, name: Customer, owner: success',
      'key: customer, name: Customer, owner: sales',
      { state: false, decision: false },
    ],
    ['who confirms', 'mode: approval, by: sales', 'mode: approval, by: success', { state: false, decision: false }],
    ['a promise', 'respond: 4wh', 'respond: 5wh', { state: false, decision: false }],
    [
      'the order of criteria',
      'any: [ { converted: { gives: { more_than: [email] } } }, { imported: true } ]',
      'any: [ { imported: true }, { converted: { gives: { more_than: [email] } } } ]',
      { state: false, decision: true },
    ],
    ['a threshold', 'at_least: 60 } } }, { fit', 'at_least: 70 } } }, { fit', { state: false, decision: true }],
    ['an exit', 'after: 5wd', 'after: 6wd', { state: false, decision: true }],
    ['the hours of a calendar', '09:00-16:00', '09:00-15:00', { state: false, decision: true }],
    [
      'a new aggregate',
      '{ did: Meeting Held }',
      '{ did: { event: Meeting Held, at_least: 2, within: 30d } }',
      { state: true, decision: true },
    ],
    ['the points of a rule', 'points: 15', 'points: 16', { state: true, decision: true }],
    ['a half-life', 'half_life: 30d', 'half_life: 31d', { state: true, decision: true }],
    ['the zone', 'timezone: Europe/Berlin\nteams', 'timezone: UTC\nteams', { state: true, decision: true }],
  ])('%s', (_what, from, to, expected) => expect(changed(from, to)).toEqual(expected))

  test('comments and spaces change nothing', () => expect(keysOf(`# Ours\n${b2b}\n\n`)).toEqual(before))
})

test('a document that is no object is a fault, not an exception', () => {
  for (const raw of [null, undefined, 1, 'x', [], { stages: 'x' }]) expect('faults' in compile(raw, 1, {})).toBe(true)
})

test('what is nested beyond reading is a fault, not a crash', () => {
  const deep = when(`${'{ not: '.repeat(20_000)}{ did: A }${' }'.repeat(20_000)}`)
  expect(firstFault(deep)).toMatchObject({ path: '', key: 'fault.nested' })
})

test.each([
  ['', 'stages:'],
  ['migrate: { other: lead }\n', 'migrate: { other'],
])('a stage that is gone without a word is told where the word belongs (%j)', (migrate, place) => {
  const text = `# Version 2\n${base}${migrate}`
  const read = readLifecycle(text, 2, {})
  const before = readLifecycle(stage('').replace('lead', 'gone'), 1, {})
  if ('faults' in read || 'faults' in before) throw new Error('It is faulty.')
  const faults = placed(text, checkMigration(read.compiled.program.document, before.compiled.program.document))
  expect(
    faults.map(({ line, column }) => text.split('\n')[line - 1]?.slice(column - 1, column - 1 + place.length)),
  ).toEqual([place])
  expect(faults[0]?.message).toMatchObject({ key: 'fault.migrate_missing', values: { stage: 'gone' } })
})
