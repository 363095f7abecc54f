export interface SettingsSearch {
  /** What stands at the side: an id of a person, or `new`. */
  readonly open?: string
  readonly who?: string
  readonly what?: string
  readonly since?: string
}

export function readSettingsSearch(search: Readonly<Record<string, unknown>>): SettingsSearch {
  const text = (key: string) => {
    const value = search[key]
    return typeof value === 'string' && value !== '' ? { [key]: value } : {}
  }
  const since = /^\d{4}-\d\d-\d\d$/.test(String(search['since'])) ? text('since') : {}
  return { ...text('open'), ...text('who'), ...text('what'), ...since }
}
