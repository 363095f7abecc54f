import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readLifecycle } from '../../../../../server/src/domain/lifecycle/document.ts'
import { findPreset, presets } from '../../../../../server/src/domain/lifecycle/presets/presets.ts'
import { openText } from '../model/opened.ts'
import { applyEdits } from '../model/patch.ts'
import { stageEntries } from '../stages/stage-entries.ts'
import { proposalsFor } from './next-stage.ts'
import { waysToPreset } from './ways-to-presets.ts'

const textOf = (preset: string) => findPreset(preset)?.document ?? ''
const rootOf = (text: string) => openText(text)?.value ?? {}
const stagesIn = (text: string) => stageEntries(rootOf(text)).map(({ key }) => key)

test.each(presets.map(({ key }) => [key]))('from %s on each next stage can be added until none is left', (preset) => {
  let text = textOf(preset)
  for (let round = 0; round < 20; round++) {
    const [proposal] = proposalsFor(rootOf(text), (key) => key)
    if (proposal === undefined) break
    const before = text
    text = applyEdits(text, proposal.edits) ?? ''
    const read = readLifecycle(text, 0, {})
    expect('faults' in read ? read.faults : [], `${proposal.key}: ${text}`).toEqual([])
    expect(stagesIn(text).filter((key) => key !== proposal.key)).toEqual(stagesIn(before))
    expect(stagesIn(text)).toContain(proposal.key)
  }
  expect(proposalsFor(rootOf(text), (key) => key)).toEqual([])
})

test('two stages grow in the usual order, with teams and hand-raises that are seen', () => {
  const twoStep = textOf('two-step')
  const proposals = proposalsFor(rootOf(twoStep), (key) => key, ['Newsletter', 'Book a demo', 'webinar'])
  expect(proposals[0]).toMatchObject({ key: 'mql', after: 'Lead', before: 'Customer' })
  expect(proposals.map(({ key }) => key)).not.toContain('sal')
  const withMql = parse(applyEdits(twoStep, proposals[0]?.edits ?? []) ?? '')
  expect(withMql.points).toEqual({ 'Book a demo': { offer: 'bottom' } })
  expect(withMql.stages[1]).toEqual({
    key: 'mql',
    name: 'mql',
    owner: 'marketing',
    entry: { when: { converted: { offer: 'bottom' } } },
  })
  const deal = proposals.find(({ key }) => key === 'opportunity')
  const withDeal = parse(applyEdits(twoStep, deal?.edits ?? []) ?? '')
  expect(withDeal.teams).toEqual(['marketing', 'sales', 'success'])
  const subscriber = proposals.find(({ key }) => key === 'subscriber')
  const withSubscriber = parse(applyEdits(twoStep, subscriber?.edits ?? []) ?? '')
  expect(withSubscriber.stages.map((stage: { key: string }) => stage.key)).toEqual(['subscriber', 'lead', 'customer'])
  expect(withSubscriber.stages[1].entry.when).toEqual({ any: [{ converted: 'any' }, { imported: true }] })
})

test('contacts of stages that a preset does not have get a place there; a stage that comes back needs none', () => {
  const ways = waysToPreset(rootOf(textOf('b2b')), rootOf(textOf('two-step')))
  expect(ways).toEqual({
    subscriber: 'lead',
    engaged: 'lead',
    mql: 'lead',
    sal: 'lead',
    sql: 'lead',
    opportunity: 'lead',
    evangelist: 'customer',
    nurturing: 'lead',
    disqualified: 'lead',
    lost: 'lead',
    former: 'lead',
  })
  const toHubspot = waysToPreset(rootOf(textOf('b2b')), rootOf(textOf('hubspot')))
  expect(toHubspot).toMatchObject({ mql: 'marketingqualifiedlead', sql: 'salesqualifiedlead' })
  const begun = applyEdits(textOf('two-step'), [{ do: 'set', path: ['migrate'], value: ways }]) ?? ''
  const read = readLifecycle(begun, 0, {})
  expect('faults' in read ? read.faults : []).toEqual([])
  const next = proposalsFor(rootOf(begun), (key) => key)[0]
  expect(next?.key).toBe('mql')
  const grown = parse(applyEdits(begun, next?.edits ?? []) ?? '')
  expect(grown.migrate).toEqual(Object.fromEntries(Object.entries(ways).filter(([key]) => key !== 'mql')))
})
