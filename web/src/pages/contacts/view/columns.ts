/** Columns that every list can show, in the order in which they are offered. */
export const plainColumns = [
  'email',
  'account',
  'stage',
  'level',
  'since',
  'reason',
  'grade',
  'owner',
  'source',
  'origin',
  'campaign',
  'country',
  'active',
  'created',
  'id',
] as const

export const MOST_COLUMNS = 20

const NAMED = /^(trait|account|score):[^\n]{1,200}$/s

export const isColumn = (name: string): boolean =>
  plainColumns.some((one) => one === name) || name === 'name' || NAMED.test(name)

const inItem = ['name', 'email', 'id', 'account', 'stage', 'level', 'since', 'reason', 'source', 'grade', 'active']

/** Whether a list's entry has it without being asked for it. */
export const isInItem = (name: string): boolean => inItem.includes(name) || name.startsWith('score:')

const widths: Readonly<Record<string, number>> = {
  email: 210,
  account: 170,
  stage: 140,
  level: 90,
  since: 112,
  reason: 150,
  grade: 76,
  owner: 140,
  source: 130,
  origin: 110,
  campaign: 150,
  country: 120,
  active: 112,
  created: 112,
  id: 130,
}
export const NAME_WIDTH = 220

/** How wide a column is where nobody chose otherwise (pixels). */
export const widthOf = (name: string): number => widths[name] ?? (name.startsWith('score:') ? 110 : 150)
