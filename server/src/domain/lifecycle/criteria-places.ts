import { ruleSources } from './compile-scores.ts'
import type { Path } from './fault.ts'
import { isEventRule, type Lifecycle, type ScoreDocument } from './schema.ts'

/** Criteria as written, and where. */
export interface CriteriaPlace {
  readonly path: Path
  readonly raw: unknown
  /** Handoff triggers also know `enters`. */
  readonly trigger: boolean
}

/** All criteria of a document, wherever they stand. */
export function criteriaOf(document: Lifecycle): readonly CriteriaPlace[] {
  return [
    ...Object.entries(document.define ?? {}).flatMap(([name, raw]) => at(['define', name], raw)),
    ...Object.entries(document.segments ?? {}).flatMap(([name, raw]) => at(['segments', name], raw)),
    ...Object.entries(document.roles ?? {}).flatMap(([key, role]) => at(['roles', key, 'if'], role.if)),
    ...(document.exclude ?? []).flatMap((exclusion, index) => at(['exclude', index, 'if'], exclusion.if)),
    ...Object.entries(document.scores ?? {}).flatMap(([key, score]) => ofScore(key, score as ScoreDocument)),
    ...document.stages.flatMap((part, index) => ofPart(part, ['stages', index])),
    ...(document.detours ?? []).flatMap((part, index) => ofPart(part, ['detours', index])),
    ...Object.entries(document.handoffs ?? {}).flatMap(([key, handoff]) => ofHandoff(handoff, ['handoffs', key])),
  ]
}

function at(path: Path, raw: unknown, trigger = false): readonly CriteriaPlace[] {
  return raw === undefined ? [] : [{ path, raw, trigger }]
}

function ofScore(key: string, score: ScoreDocument): readonly CriteriaPlace[] {
  if (key === 'grade') return []
  return ruleSources(key, score).flatMap(({ rules, path }) =>
    rules.flatMap((rule, index) => (isEventRule(rule) ? [] : at([...path, index, 'if'], rule.if))),
  )
}

type Part = Lifecycle['stages'][number] | NonNullable<Lifecycle['detours']>[number]

function ofPart(part: Part, path: Path): readonly CriteriaPlace[] {
  const levels = 'levels' in part ? (part.levels ?? []) : []
  return [
    ...at([...path, 'entry', 'when'], part.entry?.when),
    ...(part.exits ?? []).flatMap((exit, index) => [
      ...at([...path, 'exits', index, 'when'], exit.when),
      ...at([...path, 'exits', index, 'if'], exit.if),
    ]),
    ...levels.flatMap((level, index) => at([...path, 'levels', index, 'when'], level.when)),
  ]
}

function ofHandoff(handoff: NonNullable<Lifecycle['handoffs']>[string], path: Path): readonly CriteriaPlace[] {
  return [
    ...at([...path, 'trigger'], handoff.trigger, true),
    ...at([...path, 'when'], handoff.when),
    ...at([...path, 'unless'], handoff.unless),
    ...(handoff.promises?.tiers ?? []).flatMap((tier, index) =>
      at([...path, 'promises', 'tiers', index, 'if'], tier.if),
    ),
  ]
}
