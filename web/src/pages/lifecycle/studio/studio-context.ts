import { createContext, useContext } from 'react'
import type { JsonSchema } from '../fields/field.ts'
import type { Edit } from '../model/edit.ts'
import type { Path, Value } from '../model/value.ts'

/** A draft as the editors see it, and what they can do with it. */
export interface Studio {
  /** As it was when it could last be read. */
  readonly root: Value
  readonly text: string
  readonly isReadable: boolean
  readonly schema: JsonSchema | null
  /** With how many other places a place shares its text by an anchor. */
  sharedWith(path: Path): number
  /** Another value at a place; undefined: none. */
  set(path: Path, value: Value | undefined): void
  change(edits: readonly Edit[]): void
  /** What somebody typed as text. */
  type(text: string): void
  readonly undo: (() => void) | null
  readonly redo: (() => void) | null
}

export const StudioContext = createContext<Studio | null>(null)

export function useStudio(): Studio {
  const studio = useContext(StudioContext)
  if (studio === null) throw new Error('An editor stands outside of the studio.')
  return studio
}
