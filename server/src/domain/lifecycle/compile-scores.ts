import { anyEvent, type Match } from '../aggregates.ts'
import { parseDuration } from '../duration.ts'
import type { Json } from '../json.ts'
import type { LimitWindow, PointRule, ScoreGroup } from '../scoring/score-group.ts'
import type { EventKind } from '../vocabulary.ts'
import { isEventRule, type Lifecycle, type ScoreDocument } from './schema.ts'

/** Most points of a score whose document names none. */
export const DEFAULT_CAP = 1000

/** The group of rules that stand directly under a score. */
const LOOSE = 'rules'

const KINDS: Readonly<Record<string, EventKind>> = {
  page: 'page',
  screen: 'screen',
  conversion: 'conversion',
  subscription: 'subscription',
}

interface RuleSource {
  readonly group: string
  readonly cap: number | null
  readonly match: 'all' | 'first'
  readonly path: readonly (string | number)[]
  readonly rules: NonNullable<ScoreDocument['rules']>
}

/** The rules of a score by group; rules without a group make one of their own. */
export function ruleSources(key: string, score: ScoreDocument): readonly RuleSource[] {
  const groups = Object.entries(score.groups ?? {}).map(([group, { cap, match, rules }]) => ({
    group,
    cap: cap ?? null,
    match: match ?? ('all' as const),
    path: ['scores', key, 'groups', group, 'rules'],
    rules,
  }))
  return score.rules === undefined
    ? groups
    : [...groups, { group: LOOSE, cap: null, match: 'all', path: ['scores', key, 'rules'], rules: score.rules }]
}

export function halfLifeOf(score: ScoreDocument): number | null {
  const duration = score.half_life === undefined ? null : parseDuration(score.half_life)
  return duration?.unit === 'elapsed' ? duration.ms : null
}

/** The groups of a score that give points for events. */
export function eventGroups(document: Lifecycle, key: string): readonly Omit<ScoreGroup, 'lifetime'>[] {
  const score = document.scores?.[key] as ScoreDocument | undefined
  if (score === undefined) return []
  return ruleSources(key, score)
    .map(({ group, cap, match, rules }) => ({
      score: key,
      group,
      cap,
      match,
      halfLife: halfLifeOf(score),
      rules: pointRules(rules),
    }))
    .filter(({ rules }) => rules.length > 0)
}

function pointRules(rules: RuleSource['rules']): readonly PointRule[] {
  return rules.flatMap((rule, index) =>
    isEventRule(rule)
      ? [{ index, points: rule.points, match: matchOfRule(rule), atMost: readLimit(rule.at_most) }]
      : [],
  )
}

function matchOfRule(rule: Extract<RuleSource['rules'][number], { event: unknown }>): Match {
  const names = typeof rule.event === 'string' ? [rule.event] : rule.event
  const where = (rule.where as { readonly [path: string]: Json } | undefined) ?? null
  const base = { ...anyEvent, where, human: rule.by === 'human' }
  const kinds = names.map((name) => KINDS[name])
  if (kinds.every((kind) => kind !== undefined)) return { ...base, kinds: [...new Set(kinds)] as EventKind[] }
  return { ...base, kinds: ['track', 'communication'], names }
}

function readLimit(text: string | undefined): PointRule['atMost'] {
  if (text === undefined) return null
  const [times, per] = text.split('/')
  return { times: Number(times), per: per as LimitWindow }
}
