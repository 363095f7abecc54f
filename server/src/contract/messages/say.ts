import type { Message } from '../../domain/message.ts'
import { en } from './en.ts'
import type { Values } from './phrases.ts'

const catalogues = { en } satisfies Record<string, Readonly<Record<string, (values: Values) => string>>>

export type Locale = keyof typeof catalogues

/** A message in words. One that has no words is told by its key, so that a missing sentence stops nobody (default: English). */
export function say(message: Message, locale: Locale = 'en'): string {
  const words = Object.hasOwn(catalogues[locale], message.key) ? catalogues[locale][message.key] : undefined
  return words === undefined ? message.key : words(message.values)
}
