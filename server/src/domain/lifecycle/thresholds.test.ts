import { expect, test } from 'vitest'
import { presets } from './presets/presets.ts'
import { findThresholds, setThreshold } from './thresholds.ts'

const text = `ripen: 1
name: T # mine
define: { icp: { account.employees: { at_least: 50 } } }
scores:
  engagement:
    cap: 100
    groups:
      website: { rules: [ { event: page, where: { path: { starts: /pricing } }, points: 8, at_most: 1/day } ] }
  fit: { rules: [ { if: { is: icp }, points: 30 } ] }
  grade: { fit: { A: 50 }, engagement: { 1: 60 } }
stages:
  - key: mql
    name: Marketing qualified lead
    entry:
      when:
        any:
          - { score: { engagement: { at_least: 60 } } }   # the usual way
          - { did: { event: Report Created, at_least: 3, within: 7d } }
`

const told = (document: string) =>
  findThresholds(document).map(({ owner, about, comparison, value, line }) => [
    owner,
    about.join(' · '),
    comparison,
    value,
    line,
  ])

test('every number that decides is found with what it is about', () => {
  expect(told(text)).toEqual([
    ['mql', 'score · engagement', 'at_least', 60, 17],
    ['mql', 'did · Report Created', 'at_least', 3, 18],
    ['icp', 'account.employees', 'at_least', 50, 3],
    ['engagement', '', 'cap', 100, 6],
    ['engagement', 'website · page · path starts /pricing', 'points', 8, 8],
    ['fit', 'is icp', 'points', 30, 9],
    ['grade', 'fit', 'A', 50, 10],
    ['grade', 'engagement', '1', 60, 10],
  ])
})

test('another number changes nothing else of the text', () => {
  const [first] = findThresholds(text)
  expect(first?.name).toBe('Marketing qualified lead')
  expect(setThreshold(text, first?.path ?? [], 45)).toBe(text.replace('at_least: 60', 'at_least: 45'))
  const grade = findThresholds(text).at(-1)
  expect(setThreshold(text, grade?.path ?? [], 70)).toBe(text.replace('1: 60', '1: 70'))
})

test('a path that leads nowhere, and a text that is no YAML, are left alone', () => {
  expect(setThreshold(text, ['stages', 7, 'entry'], 1)).toBe(text)
  expect(setThreshold('a: [', ['a'], 1)).toBe('a: [')
  expect(findThresholds('a: [')).toEqual([])
})

test('each of a preset can be set alone', () => {
  const document = presets.find(({ key }) => key === 'b2b')?.document ?? ''
  const all = findThresholds(document)
  expect(all.length).toBeGreaterThan(15)
  for (const { path, value } of all) {
    const changed = findThresholds(setThreshold(document, path, value + 1))
    const differing = changed.filter((one, index) => one.value !== all[index]?.value)
    expect(differing.map((one) => [one.path, one.value])).toEqual([[path, value + 1]])
  }
})
