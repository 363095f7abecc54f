export const lifecycleTabs = ['stages', 'scores', 'more', 'document', 'plan', 'what-if', 'versions'] as const
type LifecycleTab = (typeof lifecycleTabs)[number]

/** What the address of the lifecycle says: the tab, the open panel, what is edited, and how the what-if is asked. */
export interface LifecycleSearch {
  readonly tab?: LifecycleTab
  readonly panel?: 'publish'
  readonly stage?: string
  readonly since?: string
  /** The stage or detour that is edited. */
  readonly edit?: string
  /** Whether the document stands beside the editors. */
  readonly beside?: boolean
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

export function readLifecycleSearch(given: Record<string, unknown>): LifecycleSearch {
  const { tab, panel, stage, since, edit, beside } = given
  const wanted = lifecycleTabs.find((one) => one === tab && one !== 'stages')
  return {
    ...(wanted === undefined ? {} : { tab: wanted }),
    ...(panel === 'publish' ? { panel } : {}),
    ...(typeof stage === 'string' && stage !== '' ? { stage } : {}),
    ...(typeof since === 'string' && MONTH.test(since) ? { since } : {}),
    ...(typeof edit === 'string' && edit !== '' ? { edit } : {}),
    ...(beside === true || beside === 'true' ? { beside: true } : {}),
  }
}
