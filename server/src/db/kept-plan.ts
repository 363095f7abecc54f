import { createHash } from 'node:crypto'

/**
 * A statement whose plan its connection keeps: worth it where planning costs as much as the work, and where the number of such texts is small. Words
 * that people give are values, never part of the text.
 */
export function keptPlan(
  text: string,
  values: unknown[],
): { readonly name: string; readonly text: string; readonly values: unknown[] } {
  const known = names.get(text)
  if (known !== undefined) return { name: known, text, values }
  const name = `ripen-${createHash('sha1').update(text).digest('base64url').slice(0, 20)}`
  // What is not asked for again and again is named anew.
  if (names.size >= MOST_NAMES) names.clear()
  names.set(text, name)
  return { name, text, values }
}

const MOST_NAMES = 1000
const names = new Map<string, string>()
