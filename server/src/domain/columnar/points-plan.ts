import type { Match } from '../aggregates.ts'
import { type ConditionContext, type ConditionSettings, compileCondition } from '../criteria/condition.ts'
import { compileMatch, type Matcher } from '../criteria/match.ts'
import type { Event } from '../facts.ts'
import { eventGroups } from '../lifecycle/compile-scores.ts'
import type { SlotChange } from '../lifecycle/keep.ts'
import type { Program } from '../lifecycle/program.ts'
import type { LimitWindow } from '../scoring/score-group.ts'

/** A rule of a group of points. */
export interface RulePlan {
  readonly matches: Matcher
  /** False where the time of the event has a say in whether it matches. */
  readonly timeless: boolean
  readonly points: number
  readonly times: number
  /** Null: no limit. */
  readonly per: LimitWindow | null
  /** Its place among all limited rules of all groups. */
  readonly use: number
}

/** One slot of points. */
export interface GroupPlan {
  readonly slot: number
  /** Its place among the slots of points. */
  readonly place: number
  /** The place of a slot that holds the same as long as nothing was emptied: the points ever stand for those of the first cycle. */
  readonly twin: number
  readonly first: boolean
  readonly cap: number | null
  readonly halfLife: number | null
  readonly rules: readonly RulePlan[]
}

/** What an event adds to one group. */
export interface Addition {
  readonly group: GroupPlan
  readonly rules: readonly RulePlan[]
}

/** What an event adds to points. */
export interface PointsPlan {
  readonly additions: readonly Addition[]
  /** Additions to slots that have no twin before them. */
  readonly own: readonly Addition[]
  /** Whether a rule has to look at the event with its time. */
  readonly timeless: boolean
}

/** The slots of points that are read, in the order of their slots. */
export function planGroups(program: Program, read: ReadonlySet<number>): readonly GroupPlan[] {
  const context: ConditionContext = { zone: program.zone, lists: program.document.lists ?? {} }
  const groups: GroupPlan[] = []
  const twins = new Map<string, number>()
  let uses = 0
  for (const [slot, aggregate] of program.aggregates.entries()) {
    if (aggregate.keep !== 'score' || !read.has(slot)) continue
    const group = eventGroups(program.document, aggregate.score).find(({ group: key }) => key === aggregate.group)
    if (group === undefined) continue
    const name = JSON.stringify([aggregate.score, aggregate.group])
    const place = groups.length
    const twin = twins.get(name) ?? place
    twins.set(name, twin)
    groups.push({
      slot,
      place,
      twin,
      first: group.match === 'first',
      cap: group.cap,
      halfLife: group.halfLife,
      rules: group.rules.map(({ match, points, atMost }) => ({
        matches: compileMatch(match, context),
        timeless: isTimeless(match, context),
        points,
        times: atMost?.times ?? 0,
        per: atMost?.per ?? null,
        use: atMost === null ? -1 : uses++,
      })),
    })
  }
  return groups
}

/** Whether a match says the same of an event whenever it happened. */
export function isTimeless(match: Match, context: ConditionContext): boolean {
  return Object.values(match.where ?? {}).every(
    (settings) => compileCondition(settings as ConditionSettings, context).timeless,
  )
}

/** What an event adds to the points that are read; null where it adds nothing. */
export function pointsOf(
  changes: readonly SlotChange[],
  event: Event,
  groups: readonly GroupPlan[],
): PointsPlan | null {
  const additions: Addition[] = []
  for (const { index } of changes) {
    const group = groups.find(({ slot }) => slot === index)
    if (group === undefined) continue
    const rules = rulesFor(group, event)
    if (rules.length > 0) additions.push({ group, rules })
  }
  if (additions.length === 0) return null
  return {
    additions,
    own: additions.filter(({ group }) => group.twin === group.place),
    timeless: additions.every(({ rules }) => rules.every(({ timeless }) => timeless)),
  }
}

/** The rules that match, and those that may at some time; of a group where the first alone counts, those up to the first that surely does. */
function rulesFor(group: GroupPlan, event: Event): readonly RulePlan[] {
  const found: RulePlan[] = []
  for (const rule of group.rules) {
    if (rule.timeless && !rule.matches(event, 0)) continue
    found.push(rule)
    if (group.first && rule.timeless) break
  }
  return found
}
