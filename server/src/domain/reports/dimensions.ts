/** What reports are broken down by, in the order in which the ledger's stamps are read. */
export const dimensions = [
  'source',
  'tipping',
  'origin',
  'campaign',
  'owner',
  'team',
  'country',
  'account_tier',
  'version',
] as const

export type Dimension = (typeof dimensions)[number]

/** Everybody, as against the values of a dimension. */
export const ALL = 'all'
/** The dimension of single days: who moved, and who entered. */
export const DAY_BY_DAY = 'day'
/** Values beyond those that have rows of their own. */
export const OTHER = 'other'
/** Values of a dimension with rows of their own. */
export const MOST_VALUES = 10_000
