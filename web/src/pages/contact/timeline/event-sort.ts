import type { EventView } from '../../../../../server/src/contract/events.ts'
import type { TimelineFilter } from '../contact-search.ts'

export type EventSort = Exclude<TimelineFilter, 'all'> | 'other'

const byKind: Partial<Record<EventView['kind'], EventSort>> = {
  page: 'web',
  screen: 'web',
  conversion: 'forms',
  subscription: 'email',
  opportunity: 'sales',
  handoff: 'sales',
  answer: 'sales',
  ruling: 'sales',
}

/** Under which filter of the timeline an event falls. */
export function sortOf({ kind, name, data }: Pick<EventView, 'kind' | 'name' | 'data'>): EventSort {
  const fixed = byKind[kind]
  if (fixed !== undefined) return fixed
  if (kind === 'communication') return data['medium'] === 'email' ? 'email' : 'sales'
  if (kind !== 'track') return 'other'
  if (/^e-?mail\b/i.test(name)) return 'email'
  if (/\bform\b|\bchat\b/i.test(name)) return 'forms'
  if (/\b(meeting|call|demo|quote)\b/i.test(name)) return 'sales'
  return 'other'
}
