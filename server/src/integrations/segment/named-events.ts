import type { EventKind } from '../../domain/vocabulary.ts'

interface NamedEvent {
  /** The kind of event that a track of this name becomes. */
  readonly becomes: EventKind
  /** The deal's state that the name tells, where it tells one. */
  readonly state?: 'open' | 'won' | 'lost'
  readonly says: string
}

/**
 * Track names that become one of Ripen's own kinds when a full key sends them. Whoever has a public key could claim
 * anything by them, so from such a key they are not taken, and kept as rejected.
 */
export const namedEvents = {
  'Form Submitted': {
    becomes: 'conversion',
    says:
      'The contact gave its details. The point is `formId`, `form_id`, `point`, `form` or `name`; `offer` is top, ' +
      'middle or bottom; `fields` (a list, or an object with values) or the keys of `traits` are what was given. ' +
      '`traits` are set as traits of the contact too.',
  },
  Subscribed: { becomes: 'subscription', says: 'The contact joined the list `list` (default: newsletter).' },
  Unsubscribed: { becomes: 'subscription', says: 'The contact left the list `list` (default: newsletter).' },
  'Opportunity Created': {
    becomes: 'opportunity',
    state: 'open',
    says:
      'A deal was opened. `opportunityId`, `opportunity_id` or `id` must name it; `kind` is new, expansion, renewal ' +
      'or partner; `amount` a decimal number with its `currency`; `step`, `product` and `role` are texts; `people` ' +
      'lists further contacts, each with `email` or `userId`, and a `role`.',
  },
  'Opportunity Changed': {
    becomes: 'opportunity',
    says: 'Something about a deal changed; `state` (open, won or lost) may be among it. What is left out stays.',
  },
  'Opportunity Won': { becomes: 'opportunity', state: 'won', says: 'A deal was won; `reason` may say why.' },
  'Opportunity Lost': { becomes: 'opportunity', state: 'lost', says: 'A deal was lost; `reason` may say why.' },
} as const satisfies Record<string, NamedEvent>

export function findNamedEvent(name: string): NamedEvent | null {
  return Object.hasOwn(namedEvents, name) ? namedEvents[name as keyof typeof namedEvents] : null
}
