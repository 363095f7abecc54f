import type { Dimension } from '../../../server/src/domain/reports/dimensions.ts'
import type { Door } from '../components/door/door.ts'
import { monthsText } from '../components/door/month.ts'

export const dimensionNames: Readonly<Record<Dimension, string>> = {
  source: 'Source',
  tipping: 'Tipping source',
  origin: 'Origin',
  campaign: 'Campaign',
  owner: 'Owner',
  team: 'Team',
  country: 'Country',
  account_tier: 'Account tier',
  version: 'Lifecycle version',
}

const spaced: readonly Dimension[] = ['source', 'tipping', 'origin', 'team', 'account_tier']

/** A value of a dimension as people call it. */
export function keyText(by: Dimension | null, key: string): string {
  if (key === 'all') return 'Everybody'
  if (key === '(empty)') return 'Not known'
  if (key === 'other') return 'All others'
  if (by === 'version') return `Version ${key}`
  return by !== null && spaced.includes(by) ? key.replaceAll('_', ' ') : key
}

/** A door in words: "Entered MQL in March 2026 · source paid search". */
export function doorText(door: Door, nameOf: (stage: string) => string): string {
  const { by, key } = door
  const rest = by === undefined || key === undefined ? null : `${dimensionNames[by]}: ${keyText(by, key)}`
  return [moveText(door, nameOf), rest].filter((part) => part !== null).join(' · ')
}

function moveText(
  { stage, moved, entered, reached, from, passed, did, ...door }: Door,
  nameOf: (stage: string) => string,
) {
  const when = monthsText(door.since, door.until)
  const then = when === '' ? '' : ` ${when}`
  const to = entered ?? reached
  if (did !== undefined) return eventText(did, door, then)
  if (moved !== undefined && stage !== undefined)
    return `Moved ${moved === 'in' ? 'into' : 'out of'} ${nameOf(stage)} in the last 7 days`
  if (to === undefined) return null
  if (from === undefined) return `${entered === undefined ? 'Reached' : 'Entered'} ${nameOf(to)}${then}`
  const verb = entered === undefined ? 'reach' : 'enter'
  const went = passed === 'no' ? `did not ${verb}` : `${verb}ed`
  return `Entered ${nameOf(from)}${then} and ${went} ${nameOf(to)} afterwards`
}

function eventText(did: string, { and, next }: Door, when: string): string {
  if (next !== undefined) return `${did}, directly followed by ${next}${when}`
  return `First ${did}${when}${and === undefined ? '' : `, and ${and} at any time`}`
}

export const doorWords = {
  shown: 'Shown',
  remove: (filter: string) => `Remove the filter: ${filter}`,
  truth: (people: string) => `${people} behind this number.`,
  noneBehind: 'Nobody stands behind this number any more. It may have been counted before a move was undone.',
} as const
