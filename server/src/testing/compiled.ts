import { expandOpenings, type Openings } from '../domain/calendar/openings.ts'
import { DAY } from '../domain/duration.ts'
import { compile } from '../domain/lifecycle/compile.ts'
import { readText } from '../domain/lifecycle/placed.ts'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { lifecycleSchema, zoneOf } from '../domain/lifecycle/schema.ts'

const FROM = Date.UTC(2024, 0, 1)

/** The program of a document, with its calendars expanded from 2024 to 2028; holidays are left out. */
export function programOf(document: string, version = 1): Program {
  const read = readText(document)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  const compiled = compile(read.value, version, openingsOf(read.value))
  if ('faults' in compiled) throw new Error(JSON.stringify(compiled.faults))
  return compiled.program
}

/** The program of a preset. */
export function presetProgram(key: string, version = 1): Program {
  const preset = findPreset(key)
  if (preset === null) throw new Error(`There is no preset ${key}.`)
  return programOf(preset.document, version)
}

function openingsOf(raw: unknown): Record<string, Openings> {
  const parsed = lifecycleSchema.safeParse(raw)
  if (!parsed.success) return {}
  return Object.fromEntries(
    Object.entries(parsed.data.calendars ?? {}).map(([key, calendar]) => [
      key,
      expandOpenings(calendar, {
        zone: calendar.timezone ?? zoneOf(parsed.data),
        holidays: [],
        from: FROM,
        to: FROM + 4 * 366 * DAY,
      }),
    ]),
  )
}
