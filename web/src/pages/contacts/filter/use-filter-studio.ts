import { useMemo } from 'react'
import type { Edit } from '../../lifecycle/model/edit.ts'
import { editedValue } from '../../lifecycle/model/edit.ts'
import { isMapValue, type Path, type Value, type ValueMap, valueAt } from '../../lifecycle/model/value.ts'
import type { Studio } from '../../lifecycle/studio/studio-context.ts'

/** Where the filter stands beside the sections of the lifecycle, whose names it may use. */
export const FILTER: Path = ['filter']

interface FilterStudio {
  /** The lifecycle in force. */
  readonly document: ValueMap
  /** Keys of the saved segments, which conditions may name too. */
  readonly segments: readonly string[]
  readonly filter: ValueMap | null
  readonly onChange: (filter: ValueMap | null) => void
}

/** The editors of conditions over a filter: the names are the lifecycle's, and nothing but the filter can be changed. */
export function useFilterStudio({ document, segments, filter, onChange }: FilterStudio): Studio {
  return useMemo(() => {
    const own = valueAt(document, ['segments'])
    const root: Value = {
      ...document,
      segments: { ...Object.fromEntries(segments.map((key) => [key, {}])), ...(isMapValue(own) ? own : {}) },
      ...(filter === null ? {} : { filter }),
    }
    const change = (edits: readonly Edit[]) => {
      const changed = valueAt(edits.reduce(editedValue, root), FILTER)
      onChange(isMapValue(changed) && Object.keys(changed).length > 0 ? changed : null)
    }
    return {
      root,
      text: '',
      isReadable: true,
      schema: null,
      sharedWith: () => 0,
      set: (path, value) => change([value === undefined ? { do: 'remove', path } : { do: 'set', path, value }]),
      change,
      type: () => {},
      undo: null,
      redo: null,
    }
  }, [document, segments, filter, onChange])
}
