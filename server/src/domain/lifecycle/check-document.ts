import { isZone } from '../calendar/zone.ts'
import type { Names } from '../criteria/criterion.ts'
import { unknownName } from '../criteria/unknown-name.ts'
import { message } from '../message.ts'
import type { Fault, Path } from './fault.ts'
import { HANDOFF_OWNERS } from './handoff-schema.ts'
import type { Lifecycle } from './schema.ts'

export const MAIN_TRACK = 'main'

/** The tracks of a document (default: one, called main). */
export function tracksOf(document: Lifecycle): readonly string[] {
  return document.tracks?.map(({ key }) => key) ?? [MAIN_TRACK]
}

export function teamKeys(document: Lifecycle): readonly string[] {
  return (document.teams ?? []).map((team) => (typeof team === 'string' ? team : team.key))
}

export function scoreKeys(document: Lifecycle): readonly string[] {
  return Object.keys(document.scores ?? {}).filter((key) => key !== 'grade')
}

/** What the parts of a document are called, for criteria that name them. */
export function namesOf(document: Lifecycle): Names {
  return {
    lists: Object.keys(document.lists ?? {}),
    scores: scoreKeys(document),
    stages: [...document.stages, ...(document.detours ?? [])].map(({ key }) => key),
    levels: document.stages.flatMap((stage) => (stage.levels ?? []).map(({ key }) => key)),
    defined: Object.keys(document.define ?? {}),
    segments: Object.keys(document.segments ?? {}),
    checklists: Object.keys(document.checklists ?? {}),
    tracks: tracksOf(document),
    grade: document.scores?.grade !== undefined,
  }
}

/** Names that point nowhere, keys used twice, and what else only the whole document shows. */
export function checkDocument(document: Lifecycle): readonly Fault[] {
  const faults: Fault[] = []
  const names = namesOf(document)
  const tracks = names.tracks
  const teams = teamKeys(document)
  const detours = (document.detours ?? []).map(({ key }) => key)
  const known = (path: Path, what: string, name: string | undefined, all: readonly string[]) => {
    if (name !== undefined && !all.includes(name)) faults.push({ path, message: unknownName(what, name, all) })
  }
  if (document.timezone !== undefined && !isZone(document.timezone))
    faults.push({ path: ['timezone'], message: message('fault.zone', { zone: document.timezone }) })
  for (const [index, team] of (document.teams ?? []).entries())
    if (typeof team !== 'string')
      known(['teams', index, 'calendar'], 'calendar', team.calendar, Object.keys(document.calendars ?? {}))
  const seen = new Map<string, Path>()
  const entries = [
    ...document.stages.map((stage, index) => ({ part: stage, path: ['stages', index] as Path })),
    ...(document.detours ?? []).map((detour, index) => ({ part: detour, path: ['detours', index] as Path })),
  ]
  for (const { part, path } of entries) {
    if (seen.has(part.key))
      faults.push({ path: [...path, 'key'], message: message('fault.twice', { what: 'stage', key: part.key }) })
    seen.set(part.key, path)
    known([...path, 'track'], 'track', part.track, tracks)
    known([...path, 'owner'], 'team', part.owner, teams)
    part.from?.forEach((stage, index) => known([...path, 'from', index], 'stage', stage, names.stages))
    part.exits?.forEach((exit, index) => {
      known([...path, 'exits', index, 'to'], 'stage', exit.to, names.stages)
      if (exit.to === part.key)
        faults.push({
          path: [...path, 'exits', index, 'to'],
          message: message('fault.exit_to_itself', { stage: part.key }),
        })
    })
    if ('requires' in part)
      part.requires?.forEach((stage, index) => known([...path, 'requires', index], 'stage', stage, names.stages))
    if ('return_to' in part)
      known(
        [...path, 'return_to'],
        'stage',
        part.return_to,
        document.stages.map(({ key }) => key),
      )
    if (part.entry !== undefined && 'by' in part.entry) known([...path, 'entry', 'by'], 'team', part.entry.by, teams)
    if (
      part.entry !== undefined &&
      'mode' in part.entry &&
      part.entry.mode === 'automatic' &&
      part.entry.when === undefined
    )
      faults.push({
        path: [...path, 'entry', 'mode'],
        message: message('fault.automatic_without_criteria', { stage: part.key }),
      })
  }
  document.exclude?.forEach((exclusion, index) => {
    known(['exclude', index, 'to'], 'detour', exclusion.to, detours)
    known(['exclude', index, 'track'], 'track', exclusion.track, tracks)
  })
  for (const [from, to] of Object.entries(document.migrate ?? {})) {
    known(['migrate', from], 'stage', to, names.stages)
    if (names.stages.includes(from))
      faults.push({ path: ['migrate', from], message: message('fault.migrate_present', { stage: from }) })
  }
  const grade = document.scores?.grade
  for (const score of ['fit', 'engagement'])
    if (grade !== undefined && !names.scores.includes(score))
      faults.push({ path: ['scores', 'grade', score], message: unknownName('score', score, names.scores) })
  for (const [key, handoff] of Object.entries(document.handoffs ?? {})) {
    known(['handoffs', key, 'to'], 'team', handoff.to, [...teams, ...HANDOFF_OWNERS])
    handoff.reject?.forEach((one, index) =>
      known(['handoffs', key, 'reject', index, 'to'], 'stage', one.to, [...names.stages, 'merge']),
    )
  }
  return faults
}

/** Stages of the version before that are gone without saying where their contacts go. */
export function checkMigration(document: Lifecycle, before: Lifecycle): readonly Fault[] {
  const present = namesOf(document).stages
  return namesOf(before)
    .stages.filter((key) => !present.includes(key) && document.migrate?.[key] === undefined)
    .map((key) => ({ path: ['migrate'], message: message('fault.migrate_missing', { stage: key }) }))
}
