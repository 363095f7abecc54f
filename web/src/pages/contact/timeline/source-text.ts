import type { TimelineEvent } from '../../../../../server/src/contract/timeline.ts'

/** "paid search / brand": where a visit came from, as intake looked it up; null where it came from nowhere else. */
export function sourceText({ source, campaign }: Pick<TimelineEvent, 'source' | 'campaign'>): string | null {
  if (source === null || source === 'direct') return null
  return [source, campaign]
    .filter((part) => part !== null)
    .join(' / ')
    .replaceAll('_', ' ')
}
