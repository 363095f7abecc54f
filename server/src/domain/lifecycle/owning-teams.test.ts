import { expect, test } from 'vitest'
import { bringBack } from './bring-back.ts'
import { readLifecycle } from './document.ts'
import { owningTeams } from './owning-teams.ts'
import { findPreset } from './presets/presets.ts'

const b2b = findPreset('b2b')?.document ?? ''

function read(text: string) {
  const found = readLifecycle(text, 1, {})
  if ('faults' in found) throw new Error(JSON.stringify(found.faults))
  return found.compiled.program.document
}

const teamsOf = (from: string, to: string) =>
  owningTeams(read(b2b), read(b2b.replace(from, to))).map(({ team, stages, handoffs }) =>
    [team, ...stages, ...handoffs].join(' '),
  )

test.each([
  ['a name', 'name: Marketing qualified lead', 'name: MQL', []],
  ['guidance', 'name: Marketing qualified lead', 'name: MQL\n    guidance: Call within the hour', []],
  ['what MQL asks for', 'at_least: 60', 'at_least: 61', ['marketing mql', 'sales mql']],
  ['a stage without a handoff', 'key: engaged\n', 'key: engaged\n    from: [lead]\n', []],
  ['a promise', 'accept: 4wh', 'accept: 8wh', ['marketing new_business', 'sales new_business']],
  ['a handoff to no team', '{ respond: 4wh }', '{ respond: 5wh }', []],
])('a change of %s is the business of', (_what, from, to, teams) => {
  expect(b2b).toContain(from)
  expect(teamsOf(from, to)).toEqual(teams)
})

test('criteria under a name are criteria of the stages that use them', () => {
  const found = owningTeams(
    read(b2b),
    read(b2b.replace('converted: { offer: bottom }', 'converted: { offer: middle }')),
  )
  expect(found.find(({ team }) => team === 'sales')).toMatchObject({ stages: ['mql'], handoffs: ['new_business'] })
})

test('a stage that is gone was its owner’s too', () => {
  const without = b2b.replace(/^ {2}expansion:\n.*\n/m, '').replace(/^ {2}open_deal:\n.*\n/m, '')
  const found = owningTeams(read(b2b), read(without))
  expect(found).toEqual([{ team: 'success', stages: [], handoffs: ['expansion'] }])
})

test('a lifecycle without handoffs is nobody’s business', () => {
  const plain = findPreset('two-step')?.document ?? ''
  expect(owningTeams(read(plain), read(plain.replace(/key: lead.*/, (line) => `${line} # another`)))).toEqual([])
  expect(owningTeams(read(b2b), read(b2b))).toEqual([])
})

test('an earlier version comes back as it was written, with a way out of the stages that came since', () => {
  const earlier = `# Ours\n${findPreset('two-step')?.document}`
  const { text, ways } = bringBack(earlier, read(earlier), read(b2b))
  expect(text.startsWith(earlier.trimEnd())).toBe(true)
  expect(ways.map(({ stage }) => stage)).toContain('mql')
  const again = read(text)
  expect(Object.keys(again.migrate ?? {}).sort()).toEqual(ways.map(({ stage }) => stage).sort())
  expect(again.migrate).toMatchObject({ mql: 'lead', opportunity: 'lead', evangelist: 'customer' })
  expect(bringBack(b2b, read(b2b), read(b2b))).toEqual({ text: b2b, ways: [] })
})

test('ways are added to those that a document has, also where it is all in braces', () => {
  const flow = '{ ripen: 1, name: A, stages: [ { key: lead }, { key: customer } ], migrate: { gone: lead } }'
  const { text } = bringBack(flow, read(flow), read(flow.replace('{ key: customer }', '{ key: won }')))
  expect(read(text).migrate).toEqual({ gone: 'lead', won: 'lead' })
})
