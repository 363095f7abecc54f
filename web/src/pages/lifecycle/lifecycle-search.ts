export const lifecycleTabs = ['map', 'stages', 'scores', 'more', 'document', 'plan', 'what-if', 'versions'] as const
type LifecycleTab = (typeof lifecycleTabs)[number]

/** What the address of the lifecycle says: the tab, the open panel, what is edited, and how the what-if is asked. */
export interface LifecycleSearch {
  readonly tab?: LifecycleTab
  readonly panel?: 'publish'
  /** The draft to open. */
  readonly draft?: string
  /** How the lifecycle is begun: by a preset, or by the next stage. */
  readonly begin?: 'presets' | 'next'
  /** Of the plan, the move whose people are shown. */
  readonly flow?: string
  readonly stage?: string
  readonly since?: string
  readonly until?: string
  /** The stage whose entries the compared one is measured against, by month. */
  readonly base?: string
  /** The stage or detour that is edited. */
  readonly edit?: string
  /** Whether the document stands beside the editors. */
  readonly beside?: boolean
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

export function readLifecycleSearch(given: Record<string, unknown>): LifecycleSearch {
  const { tab, panel, draft, begin, flow, stage, since, until, base, edit, beside } = given
  const wanted = lifecycleTabs.find((one) => one === tab && one !== 'map')
  return {
    ...(wanted === undefined ? {} : { tab: wanted }),
    ...(panel === 'publish' ? { panel } : {}),
    ...textOf('draft', draft),
    ...(begin === 'presets' || begin === 'next' ? { begin } : {}),
    ...textOf('flow', flow),
    ...textOf('stage', stage),
    ...(typeof since === 'string' && MONTH.test(since) ? { since } : {}),
    ...(typeof until === 'string' && MONTH.test(until) ? { until } : {}),
    ...textOf('base', base),
    ...textOf('edit', edit),
    ...(beside === true || beside === 'true' ? { beside: true } : {}),
  }
}

const textOf = <Name extends string>(name: Name, value: unknown): { readonly [key in Name]?: string } =>
  typeof value === 'string' && value !== '' ? ({ [name]: value } as { [key in Name]: string }) : {}
