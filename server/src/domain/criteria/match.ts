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
  return (event) =>
    match.kinds.includes(event.kind) &&
    (names === null || names.has(event.name)) &&
    !(match.human && event.stamp['human'] === false) &&
    (match.channel === null || event.channel === match.channel) &&
    offerMatches(match.offer, event) &&
    gaveMatches(match.gave, event) &&
    conditions.every(({ path, condition }) => condition.test(propertyOf(event, path), event.at))
}

/** What the event says of its offer level goes before what the document says of its point. */
function offerMatches(offer: Match['offer'], event: Event): boolean {
  if (offer === null) return true
  const said = event.data['offer']
  return said === undefined ? offer.points.includes(event.name) : said === offer.level
}

function gaveMatches(gave: Match['gave'], event: Event): boolean {
  return gave === null || gaveHolds(gave.wanted as GaveSettings, event.data['gave'] ?? gave.points[event.name])
}

/** A property by dotted path: of the event's data, or of what intake stamped (`source`, `campaign`), or its name. */
export function propertyOf(event: Event, path: string) {
  const own = isObject(event.data) ? valueAt(event.data, path) : undefined
  return own ?? event.stamp[path] ?? (path === 'name' ? event.name : undefined)
}
