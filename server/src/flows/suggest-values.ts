import type { AskSuggestions, SuggestionsView } from '../contract/suggestions.ts'
import { listSaved } from '../features/segments/segments.ts'
import { type SampledValue, sampleValues } from '../features/suggestions/sample-values.ts'
import type { Ripen } from './ripen.ts'

const MINUTE = 60_000
const MOST_KEPT = 200

interface Kept {
  readonly until: number
  readonly values: Promise<readonly SampledValue[]>
}

/** Suggestions from what came in. A sample is kept for a minute: whoever types asks many times for the same. */
export function createSuggestions(ripen: Ripen): (asked: AskSuggestions) => Promise<SuggestionsView> {
  const kept = new Map<string, Kept>()
  const sampled = (of: Exclude<AskSuggestions['of'], 'segments'>, name: string) => {
    const key = `${of} ${name}`
    const now = ripen.now()
    const found = kept.get(key)
    if (found !== undefined && found.until > now) return found.values
    const values = sampleValues(ripen.db.pool, of, name)
    kept.delete(key)
    kept.set(key, { until: now + MINUTE, values })
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    // What failed is asked for again.
    values.catch(() => kept.delete(key))
    return values
  }
  return async ({ of, for: name = '', q = '', limit }) => {
    const sought = q.trim().toLowerCase()
    const values = of === 'segments' ? await keysOfSegments(ripen) : await sampled(of, name)
    const items = values.filter(({ value }) => value.toLowerCase().includes(sought)).slice(0, limit)
    return { items: items.map((item) => ({ ...item })) }
  }
}

/** Saved segments, those with most people first. */
async function keysOfSegments(ripen: Ripen): Promise<readonly SampledValue[]> {
  const found = await listSaved(ripen.db.pool)
  return found
    .flatMap(({ key, members }) => (key === null ? [] : [{ value: key, count: Math.max(1, members) }]))
    .sort((a, b) => b.count - a.count)
}
