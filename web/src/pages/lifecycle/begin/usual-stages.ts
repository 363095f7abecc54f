import type { Value } from '../model/value.ts'
import { stageEntries } from '../stages/stage-entries.ts'

/** The stages that the field has, in its usual order, and the places beside the way. */
export const usualStages = [
  'subscriber',
  'lead',
  'engaged',
  'mql',
  'sal',
  'sql',
  'opportunity',
  'customer',
  'evangelist',
] as const
const usualDetours = ['nurturing', 'disqualified', 'lost', 'former'] as const

export type UsualKey = (typeof usualStages)[number] | (typeof usualDetours)[number]

/** How far along the usual way a stage is; -1 for a detour, or for none of them. */
export const rankOf = (key: UsualKey | null): number => (usualStages as readonly (UsualKey | null)[]).indexOf(key)

/** Other keys under which presets and other systems have them. */
const aliases: Readonly<Record<string, UsualKey>> = {
  known: 'lead',
  marketingqualifiedlead: 'mql',
  marketing_qualified: 'mql',
  prospect: 'engaged',
  pql: 'mql',
  salesacceptedlead: 'sal',
  salesqualifiedlead: 'sql',
  sales_lead: 'sal',
  advocate: 'evangelist',
  nurture: 'nurturing',
  recycled: 'nurturing',
  unqualified: 'disqualified',
  churned: 'former',
}

const all: readonly UsualKey[] = [...usualStages, ...usualDetours]

/** Which of the usual stages a key means; null for one's own. */
export const usualOf = (key: string): UsualKey | null => all.find((one) => one === key) ?? aliases[key] ?? null

/** The usual stages that a document has, by the keys that it gives them. */
export function usualIn(root: Value): ReadonlyMap<UsualKey, string> {
  const found = new Map<UsualKey, string>()
  for (const { key } of stageEntries(root)) {
    const usual = usualOf(key)
    if (usual !== null && !found.has(usual)) found.set(usual, key)
  }
  return found
}
