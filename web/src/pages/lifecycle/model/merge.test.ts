import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findPreset } from '../../../../../server/src/domain/lifecycle/presets/presets.ts'
import { hunksOf } from './hunks.ts'
import { mergeTexts } from './merge.ts'
import { openText } from './opened.ts'

const base = findPreset('b2b')?.document ?? ''
const change = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.reduce((text, [from, to]) => {
    expect(text).toContain(from)
    return text.replace(from, to)
  }, base)

test('two who change different places both keep theirs, with their comments', () => {
  const mine = change(['at_least: 60 } }', 'at_least: 50 } }'], ['key: sql\n', 'key: sql # mine\n'])
  const theirs = change(['name: Lead\n', 'name: Leads # theirs\n'], ['{ per_month: 1000 }', '{ per_month: 900 }'])
  const { text, conflicts } = mergeTexts({ base, mine, theirs })
  expect(conflicts).toEqual([])
  for (const part of ['at_least: 50 } }', 'key: sql # mine', 'name: Leads # theirs', 'per_month: 900'])
    expect(text).toContain(part)
})

test('also on the same line', () => {
  const mine = change(['{ event: page, points: 1 }', '{ event: page, points: 2 }'])
  const theirs = change(['key: subscriber, name: Subscriber', 'key: subscriber, name: Reader'])
  const both = mergeTexts({
    base,
    mine: mine.replace('journey: awareness, entry', 'journey: consideration, entry'),
    theirs,
  })
  expect(both.conflicts).toEqual([])
  expect(both.text).toContain('key: subscriber, name: Reader, owner: marketing, journey: consideration')
  expect(both.text).toContain('points: 2 }')
})

test('the same place in two ways is asked about, and nothing else', () => {
  const mine = change(['at_least: 60 } }', 'at_least: 50 } }'], ['name: Lead\n', 'name: Leads\n'])
  const theirs = change(['at_least: 60 } }', 'at_least: 70 } }'])
  const asked = mergeTexts({ base, mine, theirs })
  expect(asked.conflicts).toMatchObject([{ base: 60, mine: 50, theirs: 70 }])
  expect(asked.conflicts[0]?.place.slice(0, 2)).toEqual(['stages', 'mql'])
  expect(asked.text).toContain('at_least: 70 } }')
  expect(asked.text).toContain('name: Leads')
  const id = asked.conflicts[0]?.id ?? ''
  expect(mergeTexts({ base, mine, theirs }, { [id]: 'mine' }).text).toContain('at_least: 50 } }')
})

test('a stage is the same by its key, wherever it stands', () => {
  const evangelist = /^ {2}- \{ key: evangelist.*\n/m.exec(base)?.[0] ?? ''
  const mine = base.replace(evangelist, '').replace('stages:\n', `stages:\n${evangelist}`)
  const theirs = change(['key: evangelist, name: Evangelist', 'key: evangelist, name: Fan'])
  const { text, conflicts } = mergeTexts({ base, mine, theirs })
  expect(conflicts).toEqual([])
  const { stages } = (openText(text)?.value ?? {}) as { stages: { key: string; name: string }[] }
  expect(stages[0]).toMatchObject({ key: 'evangelist', name: 'Fan' })
})

test('stages that both added are both there; one that is gone for one and changed by the other is asked about', () => {
  const added = (key: string) => change(['  - key: sql\n', `  - { key: ${key}, owner: sales }\n  - key: sql\n`])
  const both = mergeTexts({ base, mine: added('one'), theirs: added('two') })
  expect(both.conflicts).toEqual([])
  expect(both.text).toContain('key: one')
  expect(both.text).toContain('key: two')
  const evangelist = /^ {2}- \{ key: evangelist.*\n/m.exec(base)?.[0] ?? ''
  const gone = mergeTexts({
    base,
    mine: change(['key: evangelist, name: Evangelist', 'key: evangelist, name: Fan']),
    theirs: base.replace(evangelist, ''),
  })
  expect(gone.conflicts).toMatchObject([{ place: ['stages', 'evangelist'], theirs: undefined }])
  const kept = mergeTexts(
    { base, mine: change(['name: Evangelist', 'name: Fan']), theirs: base.replace(evangelist, '') },
    { [gone.conflicts[0]?.id ?? '']: 'mine' },
  )
  expect(kept.text).toContain('name: Fan')
})

test('what cannot be read is put together line by line, or asked about whole', () => {
  const mine = change(['name: Lead\n', 'name: [Lead\n'])
  const theirs = change(['per_month: 1000', 'per_month: 900'])
  const { text, conflicts } = mergeTexts({ base, mine, theirs })
  expect(conflicts).toEqual([])
  expect(text).toContain('name: [Lead\n')
  expect(text).toContain('per_month: 900')
  const clash = mergeTexts({ base, mine, theirs: change(['name: Lead\n', 'name: Leads\n']) })
  expect(clash.conflicts).toMatchObject([{ place: [] }])
  expect(mergeTexts({ base, mine, theirs: change(['name: Lead\n', 'x: 1\n']) }, { document: 'mine' }).text).toBe(mine)
})

const parts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })

test('hunks make of a base what they were found in', () => {
  fc.assert(
    fc.property(parts, parts, (was, now) => {
      const made: string[] = []
      let place = 0
      for (const { from, to, lines } of hunksOf(was, now)) {
        made.push(...was.slice(place, from), ...lines)
        place = to
      }
      expect([...made, ...was.slice(place)]).toEqual(now)
    }),
  )
})

const value: fc.Arbitrary<string> = fc.constantFrom('1', '2', '[x, y]', '{ a: 1 }')
const map = fc
  .uniqueArray(fc.constantFrom('one', 'two', 'three', 'four'), { minLength: 1 })
  .chain((keys) =>
    fc
      .array(value, { minLength: keys.length, maxLength: keys.length })
      .map((values) => keys.map((key, index) => `${key}: ${values[index]}\n`).join('')),
  )

test('what only one of two did is always there, whoever comes first', () => {
  fc.assert(
    fc.property(map, map, (was, now) => {
      const wanted = openText(now)?.value
      expect(openText(mergeTexts({ base: was, mine: now, theirs: was }).text)?.value).toEqual(wanted)
      expect(openText(mergeTexts({ base: was, mine: was, theirs: `${now}# said\n` }).text)?.value).toEqual(wanted)
      expect(openText(mergeTexts({ base: was, mine: `${now}# a\n`, theirs: `# b\n${now}` }).text)?.value).toEqual(
        wanted,
      )
    }),
  )
})

test('every choice of mine gives mine where both differ', () => {
  fc.assert(
    fc.property(map, map, map, (was, mine, theirs) => {
      const given = { base: was, mine, theirs }
      const asked = mergeTexts(given)
      const choices = Object.fromEntries(asked.conflicts.map(({ id }) => [id, 'mine' as const]))
      const chosen = mergeTexts(given, choices)
      for (const { place, mine: own } of chosen.conflicts) {
        const found = place.reduce<unknown>(
          (at, key) => (at as Record<string, unknown> | undefined)?.[key],
          openText(chosen.text)?.value,
        )
        expect(found).toEqual(own)
      }
    }),
  )
})
