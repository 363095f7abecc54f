import { type Message, message } from '../message.ts'

/** "There is no list `competitor`. Did you mean `competitors`?" */
export function unknownName(what: string, name: string, known: readonly string[]): Message {
  return message('fault.unknown', { what, name, nearest: nearest(name, known), known: known.slice(0, 20) })
}

/** The known word that is nearest by edits, where one is near enough to be meant; else null. */
export function nearest(name: string, known: readonly string[]): string | null {
  let best: string | null = null
  let least = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const word of known) {
    const distance = edits(name.toLowerCase(), word.toLowerCase(), least)
    if (distance < least) {
      best = word
      least = distance
    }
  }
  return best
}

/** Levenshtein distance, given up at `limit`. */
function edits(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit || a.length > 100) return limit
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length] ?? limit
}
