import { unknownName } from '../criteria/unknown-name.ts'
import { message } from '../message.ts'
import {
  type CaseFile,
  caseFile,
  type Expectation,
  eventForms,
  formNames,
  formOf,
  type LifecycleCase,
} from './case-schema.ts'
import type { Fault, Path } from './fault.ts'
import { readMoment } from './moment.ts'
import { issueFaults } from './parse-criteria.ts'
import { type PlacedFault, readText } from './placed.ts'

/** Cases of a lifecycle with the lines at which they stand. */
export interface ReadCases {
  readonly lifecycle: string | null
  readonly cases: readonly (LifecycleCase & { readonly line: number })[]
}

/**
 * Reads cases as people write them (YAML 1.2). Faults carry the line and column of the word that is wrong.
 * @param stages those of the lifecycle, which expectations may name; null: any
 */
export function readCases(
  text: string,
  stages: readonly string[] | null = null,
): ReadCases | { readonly faults: readonly PlacedFault[] } {
  const read = readText(text)
  if ('faults' in read) return read
  const parsed = caseFile.safeParse(read.value)
  const faults = parsed.success
    ? [...eventFaults(parsed.data), ...(stages === null ? [] : stageFaults(parsed.data, stages))]
    : issueFaults(parsed.error.issues, [], caseFile)
  if (!parsed.success || faults.length > 0)
    return { faults: faults.map((fault) => ({ ...fault, ...read.placeOf(fault) })) }
  return {
    lifecycle: parsed.data.lifecycle ?? null,
    cases: parsed.data.cases.map((one, index) => ({
      ...one,
      line: read.placeOf({ path: ['cases', index, 'name'], message: message('') }).line,
    })),
  }
}

/** Each event is checked by the form that its words name, so that the fault is told in the terms of that form. */
function eventFaults(file: CaseFile): readonly Fault[] {
  return file.cases.flatMap(({ events }, index) =>
    events.flatMap((event, number) => eventFault(event, ['cases', index, 'events', number])),
  )
}

/** A case that expects a stage of another name would fail without saying why. */
function stageFaults(file: CaseFile, stages: readonly string[]): readonly Fault[] {
  return file.cases.flatMap(({ expect }, index) =>
    [expect].flat().flatMap((one, number) => {
      const path: Path = ['cases', index, 'expect', ...(Array.isArray(expect) ? [number] : [])]
      return namedStages(one)
        .filter(({ stage }) => !stages.includes(stage))
        .map(({ stage, at }) => ({ path: [...path, ...at], message: unknownName('stage', stage, stages) }))
    }),
  )
}

interface NamedStage {
  readonly stage: string
  readonly at: Path
}

function namedStages(one: Expectation): readonly NamedStage[] {
  const words = ['stage', 'proposed', 'not', 'path', 'entered', 'reached'] as const
  return words.flatMap((word): readonly NamedStage[] => {
    const given = one[word] ?? []
    if (typeof given === 'string') return given === 'none' ? [] : [{ stage: given, at: [word] }]
    return Array.isArray(given)
      ? given.map((stage, index) => ({ stage, at: [word, index] }))
      : Object.keys(given).map((stage) => ({ stage, at: [word, stage] }))
  })
}

function eventFault(event: object, path: Path): readonly Fault[] {
  const form = formOf(event)
  if (form === null) {
    const [key = ''] = Object.keys(event).filter((name) => name !== 'at')
    return [{ path: [...path, key], message: unknownName('event', key, formNames) }]
  }
  const parsed = eventForms[form].safeParse(event)
  if (!parsed.success) return issueFaults(parsed.error.issues, path, eventForms[form])
  return readMoment(parsed.data.at, 'UTC') === null
    ? [{ path: [...path, 'at'], message: message('fault.shape', { expected: 'a moment such as 2026-01-05 10:00' }) }]
    : []
}
