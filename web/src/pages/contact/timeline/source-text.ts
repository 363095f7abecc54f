/** "paid search / brand": where a visit came from, as intake looked it up; null where it came from nowhere else. */
export function sourceText(stamp: Readonly<Record<string, unknown>>): string | null {
  if (stamp['source'] === 'direct') return null
  const parts = [stamp['source'], stamp['campaign'] ?? stamp['medium']].filter(
    (part): part is string => typeof part === 'string' && part !== '',
  )
  return parts.length === 0 ? null : parts.join(' / ').replaceAll('_', ' ')
}
