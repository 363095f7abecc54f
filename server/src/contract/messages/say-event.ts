import type { Event } from '../../domain/facts.ts'
import { message } from '../../domain/message.ts'
import { type Locale, say } from './say.ts'

const LONGEST = 200

/** An event in a sentence, cut at 200 characters (default: English). */
export function sayEvent({ kind, name, data }: Pick<Event, 'kind' | 'name' | 'data'>, locale: Locale = 'en'): string {
  const text = say(message(`event.${kind}`, { ...data, name }), locale)
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}
