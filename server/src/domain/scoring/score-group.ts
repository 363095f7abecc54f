import type { Match, SlotOf } from '../aggregates.ts'
import { localDay, localMonth } from '../calendar/zone.ts'
import type { ConditionContext } from '../criteria/condition.ts'
import { compileMatch, type Matcher } from '../criteria/match.ts'
import { HOUR } from '../duration.ts'
import type { Event, Time } from '../facts.ts'
import type { Contribution, SlotChange } from '../lifecycle/keep.ts'
import { faded } from './fading.ts'

export type LimitWindow = 'hour' | 'day' | 'week' | 'month' | 'ever'

/** A rule of a score that gives points for events. */
export interface PointRule {
  readonly match: Match
  readonly points: number
  /** At most so often in each window of the lifecycle's time zone. */
  readonly atMost: { readonly times: number; readonly per: LimitWindow } | null
  /** Its place among the group's rules in the document. */
  readonly index: number
}

export interface ScoreGroup {
  /** True for the points shown to people, false for a cycle's. */
  readonly lifetime: boolean
  readonly score: string
  readonly group: string
  readonly rules: readonly PointRule[]
  /** `first`: only the first rule that matches gives points. */
  readonly match: 'all' | 'first'
  readonly cap: number | null
  readonly halfLife: number | null
}

/** How a group's points take in an event. The cap clips when points are added, and what it cuts is told apart. */
export function keepScore(group: ScoreGroup, index: number, context: ConditionContext): SlotChange {
  const rules = group.rules.map((rule) => ({ ...rule, matches: compileMatch(rule.match, context) }))
  const names = rules.some(({ match }) => match.names === null) ? null : rules.flatMap(({ match }) => match.names ?? [])
  return {
    index,
    kinds: [...new Set(rules.flatMap(({ match }) => match.kinds))],
    names,
    keep(slot, event, contributed) {
      let kept = slot as SlotOf['score']
      for (const rule of rules) {
        if (!rule.matches(event, event.at)) continue
        kept = add(group, kept, rule, event, context.zone, contributed)
        if (group.match === 'first') break
      }
      return kept
    },
  }
}

function add(
  group: ScoreGroup,
  slot: SlotOf['score'],
  rule: PointRule & { matches: Matcher },
  event: Event,
  zone: string,
  contributed?: (contribution: Contribution) => void,
): SlotOf['score'] {
  const [points, at, used] = slot
  let uses = used
  if (rule.atMost !== null) {
    const window = windowOf(rule.atMost.per, zone, event.at)
    const before = used[rule.index]
    const count = before?.[0] === window ? before[1] : 0
    if (count >= rule.atMost.times) return slot
    uses = { ...used, [rule.index]: [window, count + 1] }
  }
  const present = faded(points, at, event.at, group.halfLife)
  const full = present + rule.points
  const clipped = group.cap !== null && rule.points > 0 ? Math.max(present, Math.min(full, group.cap)) : full
  contributed?.({
    lifetime: group.lifetime,
    event: event.id,
    at: event.at,
    score: group.score,
    group: group.group,
    rule: rule.index,
    points: rule.points,
    cut: clipped - full,
  })
  return [clipped, event.at, uses]
}

/** The number of the window in which a moment lies. */
export function windowOf(per: LimitWindow, zone: string, at: Time): number {
  switch (per) {
    case 'hour':
      return Math.floor(at / HOUR)
    case 'day':
      return localDay(zone, at)
    case 'week':
      return Math.floor((localDay(zone, at) + 3) / 7)
    case 'month':
      return Number(localMonth(zone, at).replace('-', ''))
    case 'ever':
      return 0
  }
}
