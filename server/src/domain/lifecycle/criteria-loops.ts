import { message } from '../message.ts'
import type { CheckedCriteria } from './checked-criteria.ts'
import { ruleSources } from './compile-scores.ts'
import type { Fault } from './fault.ts'
import type { CriteriaTree } from './parse-criteria.ts'
import { isEventRule, type Lifecycle, type ScoreDocument } from './schema.ts'

/** Conditions that one name may become: each is tested where it is named. */
const MOST_CONDITIONS = 2000

/** Named criteria and scores that lead back to themselves, or that grow without measure because they name others again and again. */
export function loopFaults(document: Lifecycle, checked: CheckedCriteria): readonly Fault[] {
  const uses = new Map<string, readonly string[]>()
  for (const name of Object.keys(document.define ?? {})) uses.set(`define.${name}`, usesOf(checked.defined(name)))
  for (const name of Object.keys(document.segments ?? {})) uses.set(`segments.${name}`, usesOf(checked.segment(name)))
  for (const [key, score] of Object.entries(document.scores ?? {}))
    if (key !== 'grade')
      uses.set(
        `scores.${key}`,
        ruleSources(key, score as ScoreDocument).flatMap(({ rules, path }) =>
          rules.flatMap((rule, index) => (isEventRule(rule) ? [] : usesOf(checked.at([...path, index, 'if'])))),
        ),
      )
  const faults: Fault[] = []
  for (const start of uses.keys())
    if (reaches(start, start, uses, new Set()))
      faults.push({ path: start.split('.'), message: message('fault.loop', { name: start }) })
  return faults.length > 0 ? faults : growthFaults(uses)
}

function growthFaults(uses: ReadonlyMap<string, readonly string[]>): readonly Fault[] {
  const sizes = new Map<string, number>()
  const sizeOf = (name: string): number => {
    const known = sizes.get(name)
    if (known !== undefined) return known
    const size = (uses.get(name) ?? []).reduce((sum, next) => sum + sizeOf(next), 1)
    sizes.set(name, size)
    return size
  }
  const isTooLarge = (name: string) => sizeOf(name) > MOST_CONDITIONS
  // Told where it begins, not of all that name it in turn.
  return [...uses]
    .filter(([name, used]) => isTooLarge(name) && !used.some(isTooLarge))
    .map(([name]) => ({ path: name.split('.'), message: message('fault.too_large', { name, most: MOST_CONDITIONS }) }))
}

function reaches(from: string, goal: string, uses: ReadonlyMap<string, readonly string[]>, seen: Set<string>): boolean {
  for (const next of uses.get(from) ?? []) {
    if (next === goal) return true
    if (seen.has(next)) continue
    seen.add(next)
    if (reaches(next, goal, uses, seen)) return true
  }
  return false
}

/** Names of criteria and scores that criteria lead to. */
export function usesOf(tree: CriteriaTree): readonly string[] {
  if (tree.op === 'not') return usesOf(tree.part)
  if (tree.op !== 'leaf') return tree.parts.flatMap(usesOf)
  const { kind } = tree.criterion
  const settings = tree.settings
  if (kind === 'is')
    return (Array.isArray(settings) ? settings : [settings]).map((name: unknown) => `define.${String(name)}`)
  if (kind === 'segment') return [`segments.${String(settings)}`]
  if (kind === 'fit') return ['scores.fit']
  if (kind === 'grade') return ['scores.fit', 'scores.engagement']
  if (kind === 'score' && typeof settings === 'object' && settings !== null)
    return Object.keys(settings).map((key) => `scores.${key}`)
  return []
}
