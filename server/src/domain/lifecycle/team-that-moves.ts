import type { StageKey } from '../facts.ts'
import type { Program } from './program.ts'

/** The team whose people alone move or confirm contacts into a stage; null where anybody may. */
export function teamThatMoves({ stages, detours = [] }: Program['document'], to: StageKey): string | null {
  const entry = [...stages, ...detours].find(({ key }) => key === to)?.entry
  return entry !== undefined && 'by' in entry ? (entry.by ?? null) : null
}
