export const timelineFilters = ['all', 'web', 'forms', 'email', 'sales', 'changes'] as const
export type TimelineFilter = (typeof timelineFilters)[number]

/** What the address of a contact says: the open panel, what of the timeline is shown and searched for, and the event to look at. */
export interface ContactSearch {
  readonly panel?: 'move' | 'edit'
  /** The stage that is chosen when the panel opens. */
  readonly to?: string
  readonly show?: TimelineFilter
  readonly find?: string
  /** An event, or a move. */
  readonly event?: string
}

const LONGEST = 200
const ID = /^[0-9a-f-]{36}(\.\d+)?$/

export function readContactSearch({ panel, to, show, find, event }: Record<string, unknown>): ContactSearch {
  const filter = timelineFilters.find((one) => one === show && one !== 'all')
  // A number in an address comes as a number.
  const wanted = typeof find === 'string' || typeof find === 'number' ? String(find).trim().slice(0, LONGEST) : ''
  return {
    ...(panel === 'move' || panel === 'edit' ? { panel } : {}),
    ...(typeof to === 'string' ? { to } : {}),
    ...(filter === undefined ? {} : { show: filter }),
    ...(wanted === '' ? {} : { find: wanted }),
    ...(typeof event === 'string' && ID.test(event) ? { event } : {}),
  }
}
