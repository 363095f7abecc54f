import type { CalendarOpenings } from '../calendar/openings.ts'
import { type Duration, parseDuration } from '../duration.ts'
import type { Binding } from './binder.ts'
import { tracksOf } from './check-document.ts'
import type { Path } from './fault.ts'
import type { Exit, ProgramDetour, ProgramStage, ProgramTrack, StageCalendar } from './program.ts'
import { type DetourDocument, type ExitDocument, type Lifecycle, type StageDocument, zoneOf } from './schema.ts'
import type { BoundTree } from './tree.ts'

const durationOf = (text: string | undefined): Duration | null => (text === undefined ? null : parseDuration(text))

/** Makes the stages, detours and exclusions of one track ready. */
export function compileTrack(binding: Binding, track: string, openings: CalendarOpenings): ProgramTrack {
  const { document } = binding
  const main = tracksOf(document)[0]
  const inTrack = (part: { readonly track?: string | undefined }) => (part.track ?? main) === track
  const tree = (path: Path): BoundTree | null => {
    const found = binding.checked.find(path)
    return found === null ? null : binding.tree(found, track, path.length)
  }
  const calendar = (owner: string | undefined) => calendarOf(document, owner, openings)
  const stages = document.stages.flatMap((stage, index) =>
    inTrack(stage) ? [compileStage(stage, ['stages', index], tree, calendar)] : [],
  )
  const detours = (document.detours ?? []).flatMap((detour, index) =>
    inTrack(detour) ? [compileDetour(detour, ['detours', index], tree, calendar)] : [],
  )
  const exclusions = (document.exclude ?? []).flatMap(({ to, reason, ...rest }, index) => {
    const condition = inTrack(rest) ? tree(['exclude', index, 'if']) : null
    return condition === null ? [] : [{ condition, to, reason: reason ?? null }]
  })
  return {
    key: track,
    stages,
    detours,
    exclusions,
    byKey: new Map([...stages, ...detours].map((part) => [part.key, part])),
    // Any stage is further than a detour, and a detour than none, when two rows of one person are compared.
    orderOf: new Map([
      ...stages.map(({ key }, index) => [key, index] as const),
      ...detours.map(({ key }) => [key, -0.5] as const),
    ]),
  }
}

type Trees = (path: Path) => BoundTree | null
type Calendars = (owner: string | undefined) => StageCalendar

function compileStage(stage: StageDocument, path: Path, tree: Trees, calendar: Calendars): ProgramStage {
  const when = tree([...path, 'entry', 'when'])
  return {
    key: stage.key,
    detour: false,
    mode: stage.entry?.mode ?? (when === null ? 'manual' : 'automatic'),
    when,
    from: stage.from ?? [],
    requires: stage.requires ?? [],
    gate: stage.gate ?? false,
    levels: (stage.levels ?? []).map(({ key }, index) => ({ key, when: tree([...path, 'levels', index, 'when']) })),
    exits: compileExits(stage.exits, path, tree),
    calendar: calendar(stage.owner),
  }
}

function compileDetour(detour: DetourDocument, path: Path, tree: Trees, calendar: Calendars): ProgramDetour {
  return {
    key: detour.key,
    detour: true,
    when: tree([...path, 'entry', 'when']),
    from: detour.from ?? [],
    evidence: detour.evidence ?? 'since_entry',
    locked: detour.locked ?? false,
    back: detour.back ?? 'automatic',
    returnTo: detour.return_to ?? null,
    coolOff: durationOf(detour.cool_off),
    newCycle: detour.new_cycle ?? false,
    reasons: detour.reasons ?? [],
    exits: compileExits(detour.exits, path, tree),
    calendar: calendar(detour.owner),
  }
}

function compileExits(exits: readonly ExitDocument[] | undefined, path: Path, tree: Trees): readonly Exit[] {
  return (exits ?? []).map((exit, index) => ({
    to: exit.to,
    when: tree([...path, 'exits', index, 'when']),
    condition: tree([...path, 'exits', index, 'if']),
    after: durationOf(exit.after),
    reason: exit.reason ?? null,
    evenWithOpenOpportunity: exit.even_with_open_opportunity ?? false,
  }))
}

/** The calendar of the stage owner's team, else the first of the document, else the default one. */
function calendarOf(document: Lifecycle, owner: string | undefined, openings: CalendarOpenings): StageCalendar {
  const team = (document.teams ?? []).find((one) => typeof one !== 'string' && one.key === owner)
  const own = team === undefined || typeof team === 'string' ? undefined : team.calendar
  const key = own ?? Object.keys(document.calendars ?? {})[0] ?? ''
  return { openings: openings[key] ?? [], zone: document.calendars?.[key]?.timezone ?? zoneOf(document) }
}
