import type { Match } from '../aggregates.ts'
import type { Event, Time } from '../facts.ts'
import { isObject, valueAt } from '../json.ts'
import { type ConditionContext, type ConditionSettings, compileCondition } from './condition.ts'
import { type GaveSettings, gaveHolds } from './gave.ts'

export type Matcher = (event: Event, now: Time) => boolean

/** Whether an event is of those that an aggregate looks at. Kind and name are left to the caller's table where it has one. */
export function compileMatch(match: Match, context: ConditionContext): Matcher {
  const names = match.names === null ? null : new Set(match.names)
  const conditions = Object.entries(match.where ?? {}).map(([path, settings]) => ({
    path,
    condition: compileCondition(settings as ConditionSettings, context),
  }))
  return (event) => {
    if (!match.kinds.includes(event.kind)) return false
    if (names !== null && !names.has(event.name)) return false
    if (match.human && event.stamp['human'] === false) return false
    if (match.channel !== null && event.channel !== match.channel) return false
    if (
      match.offer !== null &&
      event.data['offer'] !== match.offer.level &&
      !(event.data['offer'] === undefined && match.offer.points.includes(event.name))
    )
      return false
    if (
      match.gave !== null &&
      !gaveHolds(match.gave.wanted as GaveSettings, event.data['gave'] ?? match.gave.points[event.name])
    )
      return false
    for (const { path, condition } of conditions) if (!condition.test(propertyOf(event, path), event.at)) return false
    return true
  }
}

/** A property by dotted path: of the event's data, or of what intake stamped (`source`, `campaign`), or its name. */
export function propertyOf(event: Event, path: string) {
  const own = isObject(event.data) ? valueAt(event.data, path) : undefined
  return own ?? event.stamp[path] ?? (path === 'name' ? event.name : undefined)
}
