import type { Fault } from '../lifecycle/fault.ts'
import { issueFaults } from '../lifecycle/parse-criteria.ts'
import { type PlacedFault, readText } from '../lifecycle/placed.ts'
import { type Mapping, mappingSchema } from './mapping.ts'

export type ReadMapping =
  | { readonly mapping: Mapping; placed(fault: Fault): PlacedFault }
  | { readonly faults: readonly PlacedFault[] }

/** Reads a mapping as people write it (YAML 1.2). Faults carry the line and column of the word that is wrong. */
export function readMapping(text: string): ReadMapping {
  const read = readText(text)
  if ('faults' in read) return read
  const parsed = mappingSchema.safeParse(read.value)
  const placed = (fault: Fault): PlacedFault => ({ ...fault, ...read.placeOf(fault) })
  if (parsed.success) return { mapping: parsed.data, placed }
  return { faults: issueFaults(parsed.error.issues, [], mappingSchema).map(placed) }
}
