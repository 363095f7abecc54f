import { isObject, type Json } from '../../domain/json.ts'
import { message } from '../../domain/message.ts'
import { type Locale, say } from './say.ts'

/** What a condition found, in words; null where the value says it itself (default: English). */
export function sayObserved(kind: string, observed: Json, locale: Locale = 'en'): string | null {
  if (kind === 'opportunity' || kind === 'account_opportunity')
    return Array.isArray(observed) && observed.length > 0
      ? say(message('observed.deals', { deals: observed }), locale)
      : null
  if (kind === 'account_did' || kind === 'account_people')
    return say(message('observed.people', { people: observed }), locale)
  if (kind === 'checklist' && isObject(observed)) return say(message('observed.checklist', observed), locale)
  return null
}
