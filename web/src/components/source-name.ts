import { words } from '../words/en.ts'

/** `organic_social` as "organic social". */
export function sourceName(source: string | null): string {
  return source?.replaceAll('_', ' ') ?? words.states.noValue
}
