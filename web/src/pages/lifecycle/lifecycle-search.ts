export const lifecycleTabs = ['document', 'plan', 'what-if', 'versions'] as const
type LifecycleTab = (typeof lifecycleTabs)[number]

/** What the address of the lifecycle says: the tab, the open panel, and how the what-if is asked. */
export interface LifecycleSearch {
  readonly tab?: LifecycleTab
  readonly panel?: 'publish'
  readonly stage?: string
  readonly since?: string
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

export function readLifecycleSearch({ tab, panel, stage, since }: Record<string, unknown>): LifecycleSearch {
  const wanted = lifecycleTabs.find((one) => one === tab && one !== 'document')
  return {
    ...(wanted === undefined ? {} : { tab: wanted }),
    ...(panel === 'publish' ? { panel } : {}),
    ...(typeof stage === 'string' && stage !== '' ? { stage } : {}),
    ...(typeof since === 'string' && MONTH.test(since) ? { since } : {}),
  }
}
