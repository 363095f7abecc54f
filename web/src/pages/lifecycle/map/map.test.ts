import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { findPreset, presets } from '../../../../../server/src/domain/lifecycle/presets/presets.ts'
import { applyEdits } from '../model/patch.ts'
import type { Value } from '../model/value.ts'
import { drawnWay, dropOf, orderEdits } from './map-edits.ts'
import { mapOf } from './map-graph.ts'
import { arrange, BOX } from './map-layout.ts'
import { stepAlong, type Turns } from './walk-map.ts'

const b2b = findPreset('b2b')?.document ?? ''
const root = parse(b2b) as Value
const map = mapOf(root)
const node = (key: string) => {
  const found = map.nodes.find((one) => one.key === key)
  if (found === undefined) throw new Error(`There is no ${key}.`)
  return found
}
const way = (from: string, to: string) => map.ways.find((one) => one.from === from && one.to === to)?.reasons

/** A lifecycle of so many stages, with a detour for every ten. */
const large = (stages: number): Value => ({
  ripen: 1,
  name: 'Large',
  stages: Array.from({ length: stages }, (_, index) => ({ key: `s${index}`, entry: { when: { page: `/${index}` } } })),
  detours: Array.from({ length: stages / 10 }, (_, index) => ({ key: `d${index}`, from: [`s${index * 10}`] })),
})

test('the map says all that the document says of ways, each once', () => {
  expect(way('lead', 'engaged')).toEqual([{ by: 'order' }])
  expect(way('mql', 'nurturing')).toEqual([{ by: 'exit', after: '5wd', hasConditions: true }, { by: 'from' }])
  expect(way('nurturing', 'mql')).toEqual([{ by: 'return' }])
  expect(way('customer', 'evangelist')).toEqual([{ by: 'order' }, { by: 'requires' }])
  expect(way('lost', 'nurturing')).toEqual([{ by: 'from' }, { by: 'exit', after: '180d', hasConditions: true }])
  expect(way('evangelist', 'lost')).toBeUndefined()
  expect(node('mql')).toMatchObject({ mode: 'automatic', isHandedOver: true, owner: 'marketing', ripe: 0.375 })
  expect([node('sal').mode, node('sql').mode, node('nurturing').mode]).toEqual(['manual', 'approval', null])
  expect([node('disqualified').isFromAnywhere, node('nurturing').isFromAnywhere]).toEqual([true, false])
  const odd = mapOf({ stages: [{ key: 'a', exits: [{ to: 'gone' }, null] }, 'b', { name: 'x' }], handoffs: [1] })
  expect(odd.nodes.map(({ key }) => key)).toEqual(['a'])
  expect(odd.ways).toEqual([])
})

test.each([
  ...presets.map(({ key, document }) => [key, parse(document) as Value] as const),
  ['60 stages', large(60)] as const,
])('no two boxes of %s overlap, and each stage stands beside the next', (_name, document) => {
  const drawn = mapOf(document)
  for (const width of [300, 800, 1160, 2400]) {
    const places = arrange(drawn, width)
    expect(Object.keys(places).length).toBe(drawn.nodes.length)
    const all = Object.values(places)
    for (const [index, a] of all.entries())
      for (const b of all.slice(index + 1))
        expect(Math.abs(a.x - b.x) >= BOX.width || Math.abs(a.y - b.y) >= BOX.height).toBe(true)
    for (const { from, to, reasons } of drawn.ways.filter(({ reasons: [first] }) => first?.by === 'order')) {
      const [a, b] = [places[from], places[to]]
      const steps = [Math.abs((a?.x ?? 0) - (b?.x ?? 0)) / 262, Math.abs((a?.y ?? 0) - (b?.y ?? 0)) / 140]
      expect([steps[0] ?? 0, steps[1] ?? 0].sort(), reasons.join()).toEqual([0, 1])
    }
    expect(arrange(drawn, width)).toEqual(places)
  }
})

test('a stage that is dropped upon another goes before or after it, as the row runs', () => {
  const places = arrange(map, 1300)
  const at = (key: string, dx: number) => ({ x: (places[key]?.x ?? 0) + dx, y: places[key]?.y ?? 0 })
  expect(dropOf(node('sal'), at('lead', -60), map.nodes, places)).toEqual({ beside: 'lead', where: 'before' })
  expect(dropOf(node('sal'), at('lead', 60), map.nodes, places)).toEqual({ beside: 'lead', where: 'after' })
  // The second row runs to the left.
  expect(places['opportunity']?.x).toBeLessThan(places['sql']?.x ?? 0)
  expect(dropOf(node('lead'), at('opportunity', 60), map.nodes, places)).toEqual({
    beside: 'opportunity',
    where: 'before',
  })
  expect(dropOf(node('sal'), { x: 5000, y: 5000 }, map.nodes, places)).toBeNull()
  expect(dropOf(node('nurturing'), at('lead', 10), map.nodes, places)).toBeNull()

  const keysAfter = (key: string, where: 'before' | 'after', beside: string) =>
    mapOf(parse(applyEdits(b2b, orderEdits(map.nodes, key, { beside, where })) ?? '') as Value)
      .nodes.filter(({ section }) => section === 'stages')
      .map((one) => one.key)
      .slice(0, 5)
  expect(keysAfter('sal', 'before', 'lead')).toEqual(['subscriber', 'sal', 'lead', 'engaged', 'mql'])
  expect(keysAfter('subscriber', 'after', 'engaged')).toEqual(['lead', 'engaged', 'subscriber', 'mql', 'sal'])
  expect(orderEdits(map.nodes, 'lead', { beside: 'engaged', where: 'before' })).toEqual([])
})

test('a line that is drawn to a detour lets the stage lead there, and nothing else changes', () => {
  const written = (from: string, to: string) => {
    const drawn = drawnWay(root, node(from), node(to))
    return 'edits' in drawn ? applyEdits(b2b, drawn.edits) : drawn.does
  }
  expect(written('engaged', 'nurturing')).toBe(
    b2b.replace('from: [mql, sal, sql, lost]', 'from: [mql, sal, sql, lost, engaged]'),
  )
  expect(parse(written('mql', 'disqualified') ?? '').detours[1]).toMatchObject({ key: 'disqualified', from: ['mql'] })
  expect(written('mql', 'nurturing')).toBe('known')
  expect(written('lead', 'mql')).toBe('nothing')
  expect(parse(written('nurturing', 'lead') ?? '').detours[0].return_to).toBe('lead')
})

test('arrows follow the order and the ways aside; pressed again they take the next of several', () => {
  const turns: Turns = new Map()
  expect(stepAlong(map, 'mql', 'ArrowRight', turns)).toBe('sal')
  expect(stepAlong(map, 'mql', 'ArrowLeft', turns)).toBe('engaged')
  expect(stepAlong(map, 'sql', 'ArrowDown', turns)).toBe('nurturing')
  expect(stepAlong(map, 'sql', 'ArrowDown', turns)).toBe('lost')
  expect(stepAlong(map, 'sql', 'ArrowDown', turns)).toBe('nurturing')
  expect(stepAlong(map, 'nurturing', 'ArrowRight', turns)).toBe('mql')
  expect(stepAlong(map, 'subscriber', 'ArrowLeft', turns)).toBeNull()
})
