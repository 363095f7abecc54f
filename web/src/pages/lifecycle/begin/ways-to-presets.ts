import { isMapValue, type Value, valueAt } from '../model/value.ts'
import { type StageEntry, stageEntries } from '../stages/stage-entries.ts'
import { rankOf, usualOf, usualStages } from './usual-stages.ts'

/**
 * Where the contacts of stages go that another document does not have: the same place under another key, else the furthest stage of the usual
 * order that is not further than theirs; from a detour the same kind of detour, else the first stage. A proposal: somebody looks it over.
 */
export function waysToPreset(inForce: Value, preset: Value): Readonly<Record<string, string>> {
  const target = stageEntries(preset)
  const keys = new Set(target.map(({ key }) => key))
  const said = valueAt(preset, ['migrate'])
  const known = new Set(isMapValue(said) ? Object.keys(said) : [])
  const first = target.find(({ section }) => section === 'stages')
  if (first === undefined) return {}
  return Object.fromEntries(
    stageEntries(inForce)
      .filter(({ key }) => !keys.has(key) && !known.has(key))
      .map((entry) => [entry.key, (likest(entry, target) ?? first).key]),
  )
}

function likest(entry: StageEntry, target: readonly StageEntry[]): StageEntry | null {
  const usual = usualOf(entry.key)
  const same = usual === null ? undefined : target.find(({ key }) => usualOf(key) === usual)
  if (same !== undefined) return same
  const own = target.filter(({ section }) => section === entry.section)
  if (entry.section === 'detours') return null
  // Stages of one's own go by how far along the way they are.
  const far = (one: StageEntry): number => {
    const place = rankOf(usualOf(one.key))
    return place >= 0 ? place / (usualStages.length - 1) : (one.ripe ?? 0)
  }
  return own.findLast((one) => far(one) <= far(entry)) ?? null
}
