import { isListValue, isMapValue, type Path, type Value, valueAt } from '../model/value.ts'

/** A stage or detour of the draft, by its place. */
export interface StageEntry {
  readonly section: 'stages' | 'detours'
  readonly index: number
  readonly path: Path
  readonly key: string
  readonly name: string
  readonly owner: string | null
  /** Place among the stages from 0 to 1; null for a detour. */
  readonly ripe: number | null
}

/** Stages in their order, then the detours. */
export function stageEntries(root: Value): readonly StageEntry[] {
  return (['stages', 'detours'] as const).flatMap((section) => {
    const found = valueAt(root, [section])
    const list = isListValue(found) ? found : []
    return list.flatMap((one, index): StageEntry[] => {
      const key = isMapValue(one) ? one['key'] : null
      if (!isMapValue(one) || typeof key !== 'string') return []
      const { name, owner } = one
      return [
        {
          section,
          index,
          path: [section, index],
          key,
          name: typeof name === 'string' ? name : key,
          owner: typeof owner === 'string' ? owner : null,
          ripe: section === 'detours' ? null : list.length < 2 ? 1 : index / (list.length - 1),
        },
      ]
    })
  })
}

/** A key that the document does not have yet. */
export function freeKey(entries: readonly { readonly key: string }[], wanted: string): string {
  const taken = new Set(entries.map(({ key }) => key))
  if (!taken.has(wanted)) return wanted
  let count = 2
  while (taken.has(`${wanted}_${count}`)) count++
  return `${wanted}_${count}`
}
