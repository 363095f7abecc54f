export const timelineFilters = ['all', 'web', 'forms', 'email', 'sales'] as const
export type TimelineFilter = (typeof timelineFilters)[number]

/** What the address of a contact says: the open panel, what of the timeline is shown, and the event to look at. */
export interface ContactSearch {
  readonly panel?: 'move'
  /** The stage that is chosen when the panel opens. */
  readonly to?: string
  readonly show?: TimelineFilter
  readonly event?: string
}

export function readContactSearch({ panel, to, show, event }: Record<string, unknown>): ContactSearch {
  const filter = timelineFilters.find((one) => one === show && one !== 'all')
  return {
    ...(panel === 'move' ? { panel } : {}),
    ...(typeof to === 'string' ? { to } : {}),
    ...(filter === undefined ? {} : { show: filter }),
    ...(typeof event === 'string' ? { event } : {}),
  }
}
