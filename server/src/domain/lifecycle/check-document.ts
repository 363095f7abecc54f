import { isZone } from '../calendar/zone.ts'
import { nearestZone } from '../calendar/zone-names.ts'
import type { Names } from '../criteria/names.ts'
import { unknownName } from '../criteria/unknown-name.ts'
import { message } from '../message.ts'
import type { Fault, Path } from './fault.ts'
import { HANDOFF_OWNERS, type HandoffDocument } from './handoff-schema.ts'
import type { DetourDocument, Lifecycle, StageDocument } from './schema.ts'

export const MAIN_TRACK = 'main'

/** The tracks of a document (default: one, called main). */
export function tracksOf(document: Lifecycle): readonly string[] {
  return document.tracks?.map(({ key }) => key) ?? [MAIN_TRACK]
}

function teamKeys(document: Lifecycle): readonly string[] {
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
    progress: document.stages.map(({ key }) => key),
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
  const faults = new Faults(document)
  if (document.timezone !== undefined && !isZone(document.timezone))
    faults.add(
      ['timezone'],
      message('fault.zone', { zone: document.timezone, nearest: nearestZone(document.timezone) }),
    )
  for (const [index, team] of (document.teams ?? []).entries())
    if (typeof team !== 'string')
      faults.known(['teams', index, 'calendar'], 'calendar', team.calendar, Object.keys(document.calendars ?? {}))
  for (const [index, stage] of document.stages.entries()) faults.stage(stage, ['stages', index])
  for (const [index, detour] of (document.detours ?? []).entries()) faults.detour(detour, ['detours', index])
  for (const [index, { to, track }] of (document.exclude ?? []).entries()) {
    faults.known(['exclude', index, 'to'], 'detour', to, faults.detours)
    faults.known(['exclude', index, 'track'], 'track', track, faults.names.tracks)
  }
  faults.known(['engaged'], 'stage', document.engaged, faults.names.progress)
  faults.migrations(document.migrate ?? {})
  if (document.scores?.grade !== undefined)
    for (const score of ['fit', 'engagement'])
      faults.known(['scores', 'grade', score], 'score', score, faults.names.scores)
  for (const [key, handoff] of Object.entries(document.handoffs ?? {})) faults.handoff(handoff, ['handoffs', key])
  return faults.found
}

/** Gathers the faults of a document, part by part. */
class Faults {
  readonly found: Fault[] = []
  readonly names: Names
  readonly detours: readonly string[]
  readonly #teams: readonly string[]
  readonly #stages: readonly string[]
  readonly #seen = new Set<string>()

  constructor(document: Lifecycle) {
    this.names = namesOf(document)
    this.#teams = teamKeys(document)
    this.#stages = document.stages.map(({ key }) => key)
    this.detours = (document.detours ?? []).map(({ key }) => key)
  }

  add(path: Path, says: Fault['message']): void {
    this.found.push({ path, message: says })
  }

  known(path: Path, what: string, name: string | undefined, all: readonly string[]): void {
    if (name !== undefined && !all.includes(name)) this.add(path, unknownName(what, name, all))
  }

  stage(stage: StageDocument, path: Path): void {
    this.#part(stage, path)
    const { requires = [], entry } = stage
    for (const [index, key] of requires.entries())
      this.known([...path, 'requires', index], 'stage', key, this.names.stages)
    this.known([...path, 'entry', 'by'], 'team', entry?.by, this.#teams)
    if (entry?.mode === 'automatic' && entry.when === undefined)
      this.add([...path, 'entry', 'mode'], message('fault.automatic_without_criteria', { stage: stage.key }))
  }

  detour(detour: DetourDocument, path: Path): void {
    this.#part(detour, path)
    this.known([...path, 'return_to'], 'stage', detour.return_to, this.#stages)
  }

  /** What stages and detours have in common. */
  #part({ key, track, owner, from = [], exits = [] }: StageDocument | DetourDocument, path: Path): void {
    if (this.#seen.has(key)) this.add([...path, 'key'], message('fault.twice', { what: 'stage', key }))
    this.#seen.add(key)
    this.known([...path, 'track'], 'track', track, this.names.tracks)
    this.known([...path, 'owner'], 'team', owner, this.#teams)
    for (const [index, stage] of from.entries()) this.known([...path, 'from', index], 'stage', stage, this.names.stages)
    for (const [index, { to }] of exits.entries()) {
      this.known([...path, 'exits', index, 'to'], 'stage', to, this.names.stages)
      if (to === key) this.add([...path, 'exits', index, 'to'], message('fault.exit_to_itself', { stage: key }))
    }
  }

  migrations(migrate: Readonly<Record<string, string>>): void {
    for (const [from, to] of Object.entries(migrate)) {
      this.known(['migrate', from], 'stage', to, this.names.stages)
      if (this.names.stages.includes(from))
        this.add(['migrate', from], message('fault.migrate_present', { stage: from }))
    }
  }

  handoff({ to, reject = [] }: HandoffDocument, path: Path): void {
    this.known([...path, 'to'], 'team', to, [...this.#teams, ...HANDOFF_OWNERS])
    for (const [index, one] of reject.entries())
      this.known([...path, 'reject', index, 'to'], 'stage', one.to, [...this.names.stages, 'merge'])
  }
}

/** Stages and detours of the version before that are gone. */
export function removedStages(document: Lifecycle, before: Lifecycle): readonly string[] {
  const present = namesOf(document).stages
  return namesOf(before).stages.filter((key) => !present.includes(key))
}

/** Stages of the version before that are gone without saying where their contacts go. */
export function checkMigration(document: Lifecycle, before: Lifecycle): readonly Fault[] {
  return removedStages(document, before)
    .filter((key) => document.migrate?.[key] === undefined)
    .map((key) => ({ path: placeOfMigration(document), message: message('fault.migrate_missing', { stage: key }) }))
}

/** Where a document says, or should say, where the contacts of a stage go. */
export function placeOfMigration(document: Lifecycle): Path {
  return [document.migrate === undefined ? 'stages' : 'migrate']
}
