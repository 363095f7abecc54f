import { accountDid } from './account-did.ts'
import { accountOpportunity } from './account-opportunity.ts'
import { accountPeople } from './account-people.ts'
import { accountTrait } from './account-trait.ts'
import { checklist } from './checklist.ts'
import { converted } from './converted.ts'
import type { Criterion } from './criterion.ts'
import { emailKind } from './email-kind.ts'
import { event } from './event.ts'
import { fit } from './fit.ts'
import { grade } from './grade.ts'
import { handoff } from './handoff.ts'
import { idle } from './idle.ts'
import { imported } from './imported.ts'
import { known } from './known.ts'
import { level } from './level.ts'
import { named } from './named.ts'
import { opportunity } from './opportunity.ts'
import { origin } from './origin.ts'
import { page } from './page.ts'
import { reason } from './reason.ts'
import { score } from './score.ts'
import { segment } from './segment.ts'
import { source } from './source.ts'
import { stage } from './stage.ts'
import { subscribed } from './subscribed.ts'
import { trait } from './trait.ts'

/** A criterion whose settings are known to itself alone. */
export type AnyCriterion = Criterion<unknown>

/** Every kind of condition there is. Settings are parsed by the kind's own schema before they reach its other functions. */
export const criteria: readonly AnyCriterion[] = [
  event,
  page,
  converted,
  subscribed,
  trait,
  accountTrait,
  emailKind,
  score,
  fit,
  grade,
  stage,
  idle,
  opportunity,
  accountOpportunity,
  accountDid,
  accountPeople,
  reason,
  checklist,
  imported,
  source,
  origin,
  known,
  level,
  handoff,
  named,
  segment,
]

/** Keys that a later version will understand; none of them may pass for a value of the account. */
export const keysToCome: readonly string[] = ['account.stage', 'reachable']

/** The keys a leaf may have, for the nearest known word. */
export const criterionKeys: readonly string[] = criteria.map(({ key }) => key)

export interface FoundCriterion {
  readonly criterion: AnyCriterion
  /** What follows the prefix: `title` of `traits.title`; empty where the key is the whole. */
  readonly subject: string
}

const byKey = new Map(criteria.map((criterion) => [criterion.key, criterion]))
const prefixes = criteria.filter(({ key }) => key.endsWith('.'))

/** The kind of a leaf by its key; a whole key goes before a prefix. Null where there is none. */
export function findCriterion(key: string): FoundCriterion | null {
  if (keysToCome.includes(key)) return null
  const whole = byKey.get(key)
  if (whole !== undefined && !key.endsWith('.')) return { criterion: whole, subject: '' }
  const criterion = prefixes.find((one) => key.startsWith(one.key) && key.length > one.key.length)
  return criterion === undefined ? null : { criterion, subject: key.slice(criterion.key.length) }
}
