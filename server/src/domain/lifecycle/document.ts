import type { CalendarOpenings } from '../calendar/openings.ts'
import { message } from '../message.ts'
import { type Compiled, compile } from './compile.ts'
import type { Fault, Notice } from './fault.ts'
import { type PlacedFault, readText, type TextPlace } from './placed.ts'
import type { Migrations } from './program.ts'

export interface PlacedNotice extends Notice, TextPlace {}

export type ReadDocument =
  | { readonly compiled: Extract<Compiled, { program: unknown }>; readonly notices: readonly PlacedNotice[] }
  | { readonly faults: readonly PlacedFault[] }

/**
 * Reads a lifecycle document as people write it (YAML 1.2; JSON is YAML) and compiles it.
 * Faults carry the line and column of the word that is wrong.
 */
export function readLifecycle(
  text: string,
  version: number,
  openings: CalendarOpenings,
  earlier: Migrations = {},
): ReadDocument {
  const read = readText(text)
  if ('faults' in read) return { faults: read.faults.map(told) }
  const compiled = compile(read.value, version, openings, earlier)
  const place = <T extends Fault>(fault: T) => ({ ...fault, ...read.placeOf(fault) })
  if ('faults' in compiled) return { faults: compiled.faults.map(place) }
  return { compiled, notices: compiled.notices.map(place) }
}

/** Who has no lifecycle yet is told where to find one. */
function told(fault: PlacedFault): PlacedFault {
  return fault.message.key === 'fault.empty' ? { ...fault, message: message('fault.empty_lifecycle') } : fault
}
