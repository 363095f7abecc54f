import type { Dimension } from '../domain/reports/dimensions.ts'

// What reports and the lists behind them count must be the same, so both say it in these words.

/** The column of `transitions` that holds a dimension. */
export const columnOf: Readonly<Record<Dimension, string>> = {
  source: 'original_source',
  tipping: 'tipping_source',
  origin: 'origin',
  campaign: 'campaign',
  owner: 'owner',
  team: 'team',
  country: 'country',
  account_tier: 'account_tier',
  version: 'version::text',
}

/** Of a transition that counts: neither voided nor made by an exclusion. */
export function standing(alias: string): string {
  return `${alias}.voided_by is null and (${alias}.rule is null or ${alias}.rule not like 'exclude.%')`
}

/** Of one that counts as an entry: it has a date too. */
export function dated(alias: string): string {
  return `${standing(alias)} and ${alias}.rule is distinct from 'undated'`
}
