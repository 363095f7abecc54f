import { say } from '../../../../../server/src/contract/messages/say.ts'
import { findCriterion } from '../../../../../server/src/domain/criteria/criteria.ts'
import type { Value } from '../model/value.ts'

/** One condition as a sentence without its subject; null where it is not whole yet, or no condition that is known. */
export function sayCondition(key: string, settings: Value): string | null {
  const found = findCriterion(key)
  const parsed = found?.criterion.settings.safeParse(settings)
  if (found === null || parsed?.success !== true) return null
  return say(found.criterion.says(parsed.data, found.subject))
}
