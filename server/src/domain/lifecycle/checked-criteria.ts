import { conditionSettings } from '../criteria/condition.ts'
import { message } from '../message.ts'
import { namesOf } from './check-document.ts'
import { ruleSources } from './compile-scores.ts'
import type { Fault, Path } from './fault.ts'
import { type CriteriaTree, parseCriteria } from './parse-criteria.ts'
import { isEventRule, type Lifecycle, type ScoreDocument } from './schema.ts'

/** All criteria of a document, checked, by the path at which they stand. */
export interface CheckedCriteria {
  at(path: Path): CriteriaTree
  find(path: Path): CriteriaTree | null
  defined(name: string): CriteriaTree
  segment(key: string): CriteriaTree
  /** Every leaf, wherever it stands. */
  readonly leaves: readonly Extract<CriteriaTree, { op: 'leaf' }>[]
  /** Every leaf on account values. */
  readonly accountLeaves: readonly Extract<CriteriaTree, { op: 'leaf' }>[]
}

/** Checks every criteria of a document at its place. */
export function checkCriteria(document: Lifecycle): {
  readonly checked: CheckedCriteria
  readonly faults: readonly Fault[]
} {
  const faults: Fault[] = []
  const trees = new Map<string, CriteriaTree>()
  const context = { names: namesOf(document), faults }
  for (const { path, raw, trigger } of criteriaOf(document)) {
    const tree = trigger ? parseTrigger(raw, path, context) : parseCriteria(raw, path, context)
    if (tree !== null) trees.set(path.join('\u0000'), tree)
  }
  faults.push(...ruleFaults(document))
  const find = (path: Path) => trees.get(path.join('\u0000')) ?? null
  const at = (path: Path) => {
    const tree = find(path)
    if (tree === null) throw new Error(`There are no criteria at ${path.join('.')}.`)
    return tree
  }
  const leaves = [...trees.values()].flatMap(leavesOf)
  const checked = {
    find,
    at,
    defined: (name: string) => at(['define', name]),
    segment: (key: string) => at(['segments', key]),
    leaves,
    accountLeaves: leaves.filter(({ criterion }) => criterion.kind === 'account_trait'),
  }
  if (faults.length === 0) faults.push(...loopFaults(document, checked))
  return { checked, faults }
}

function leavesOf(tree: CriteriaTree): readonly Extract<CriteriaTree, { op: 'leaf' }>[] {
  if (tree.op === 'leaf') return [tree]
  return tree.op === 'not' ? leavesOf(tree.part) : tree.parts.flatMap(leavesOf)
}

interface Place {
  readonly path: Path
  readonly raw: unknown
  /** Handoff triggers also know `enters`. */
  readonly trigger?: true
}

function criteriaOf(document: Lifecycle): readonly Place[] {
  const places: Place[] = []
  const add = (path: Path, raw: unknown, trigger?: true) => {
    if (raw !== undefined) places.push({ path, raw, ...(trigger === undefined ? {} : { trigger }) })
  }
  for (const [name, raw] of Object.entries(document.define ?? {})) add(['define', name], raw)
  for (const [name, raw] of Object.entries(document.segments ?? {})) add(['segments', name], raw)
  document.exclude?.forEach((exclusion, index) => add(['exclude', index, 'if'], exclusion.if))
  for (const [key, score] of Object.entries(document.scores ?? {})) {
    if (key === 'grade') continue
    for (const { rules, path } of ruleSources(key, score as ScoreDocument))
      rules.forEach((rule, index) => !isEventRule(rule) && add([...path, index, 'if'], rule.if))
  }
  for (const [list, parts] of [
    ['stages', document.stages],
    ['detours', document.detours ?? []],
  ] as const)
    parts.forEach((part, index) => {
      add([list, index, 'entry', 'when'], part.entry?.when)
      part.exits?.forEach((exit, number) => {
        add([list, index, 'exits', number, 'when'], exit.when)
        add([list, index, 'exits', number, 'if'], exit.if)
      })
      if ('levels' in part)
        part.levels?.forEach((level, number) => add([list, index, 'levels', number, 'when'], level.when))
    })
  for (const [key, handoff] of Object.entries(document.handoffs ?? {})) {
    add(['handoffs', key, 'trigger'], handoff.trigger, true)
    add(['handoffs', key, 'when'], handoff.when)
    add(['handoffs', key, 'unless'], handoff.unless)
    handoff.promises?.tiers?.forEach((tier, index) => add(['handoffs', key, 'promises', 'tiers', index, 'if'], tier.if))
  }
  return places
}

/** A handoff's trigger: criteria in which `{ enters: stage }` stands for the entry into a stage. */
function parseTrigger(raw: unknown, path: Path, context: Parameters<typeof parseCriteria>[2]): CriteriaTree | null {
  if (typeof raw === 'object' && raw !== null && 'enters' in raw) {
    const { enters } = raw
    return parseCriteria({ stage: enters }, path, context)
  }
  if (typeof raw === 'object' && raw !== null && 'any' in raw && Array.isArray(raw.any)) {
    const parts = raw.any.map((part: unknown, index) => parseTrigger(part, [...path, 'any', index], context))
    return parts.every((part) => part !== null) ? { op: 'any', parts } : null
  }
  return parseCriteria(raw, path, context)
}

function ruleFaults(document: Lifecycle): readonly Fault[] {
  return Object.entries(document.scores ?? {}).flatMap(([key, score]) =>
    key === 'grade'
      ? []
      : ruleSources(key, score as ScoreDocument).flatMap(({ rules, path }) =>
          rules.flatMap((rule, index) =>
            isEventRule(rule)
              ? Object.entries(rule.where ?? {}).flatMap(([property, condition]) => {
                  const parsed = conditionSettings.safeParse(condition)
                  return parsed.success
                    ? []
                    : [
                        {
                          path: [...path, index, 'where', property],
                          message: message('fault.shape', { expected: parsed.error.issues[0]?.message ?? '' }),
                        },
                      ]
                })
              : [],
          ),
        ),
  )
}

/** Named criteria and scores that lead back to themselves. */
function loopFaults(document: Lifecycle, checked: CheckedCriteria): readonly Fault[] {
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
  return faults
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

function usesOf(tree: CriteriaTree): readonly string[] {
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
