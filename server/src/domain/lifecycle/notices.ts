import { parseDuration } from '../duration.ts'
import { canonical } from '../json.ts'
import { message } from '../message.ts'
import type { CheckedCriteria } from './checked-criteria.ts'
import { DEFAULT_CAP } from './compile-scores.ts'
import type { Notice, Path } from './fault.ts'
import type { CriteriaTree } from './parse-criteria.ts'
import type { Program, ProgramDetour, ProgramTrack } from './program.ts'
import type { Lifecycle, ScoreDocument } from './schema.ts'

/** What is allowed but likely a mistake, and what is kept with the version but has no effect yet. */
export function noticesOf(document: Lifecycle, program: Program, checked: CheckedCriteria): readonly Notice[] {
  return [
    ...notYetInEffect(document),
    ...program.tracks.flatMap((track) => trackWarnings(document, track, checked)),
    ...thresholdWarnings(document, checked),
    ...promiseWarnings(document),
  ]
}

const warning = (path: Path, key: string, values: Notice['message']['values'] = {}): Notice => ({
  level: 'warning',
  path,
  message: message(`warning.${key}`, values),
})

function notYetInEffect(document: Lifecycle): readonly Notice[] {
  const later = (path: Path, what: string, of: string): Notice => ({
    level: 'not_yet_in_effect',
    path,
    message: message('notice.not_yet_in_effect', { what, of }),
  })
  return [
    ...Object.keys(document.handoffs ?? {}).map((key) => later(['handoffs', key], 'handoff', key)),
    ...document.stages.flatMap((stage, index) => [
      ...(stage.volume === undefined ? [] : [later(['stages', index, 'volume'], 'volume', stage.key)]),
      ...(stage.entry?.expires === undefined
        ? []
        : [later(['stages', index, 'entry', 'expires'], 'expiry', stage.key)]),
      ...(stage.entry?.by === undefined ? [] : [later(['stages', index, 'entry', 'by'], 'approving team', stage.key)]),
    ]),
  ]
}

function trackWarnings(document: Lifecycle, track: ProgramTrack, checked: CheckedCriteria): readonly Notice[] {
  const notices: Notice[] = []
  const indexOf = (key: string) => document.stages.findIndex((stage) => stage.key === key)
  for (const [order, stage] of track.stages.entries()) {
    const path = ['stages', indexOf(stage.key)]
    if (stage.requires.some((key) => (track.orderOf.get(key) ?? -1) >= order))
      notices.push(warning([...path, 'requires'], 'unreachable', { stage: stage.key }))
    const own = checked.find([...path, 'entry', 'when'])
    const emptier =
      own === null || stage.mode !== 'automatic'
        ? undefined
        : track.stages.slice(order + 1).find((later) => {
            const other = checked.find(['stages', indexOf(later.key), 'entry', 'when'])
            return (
              later.mode === 'automatic' &&
              later.from.length === 0 &&
              later.requires.length === 0 &&
              other !== null &&
              implies(own, other)
            )
          })
    if (emptier !== undefined) notices.push(warning(path, 'emptied', { stage: stage.key, by: emptier.key }))
  }
  for (const detour of track.detours)
    if (nothingLeaves(detour, track))
      notices.push(
        warning(['detours', (document.detours ?? []).findIndex(({ key }) => key === detour.key)], 'no_way_out', {
          detour: detour.key,
        }),
      )
  for (const loop of exitLoops(track)) notices.push(warning(['stages'], 'exit_loop', { stages: loop }))
  return notices
}

/** Whether whoever meets `a` certainly meets `b`: only the plain cases, so that a warning is never wrong. */
function implies(a: CriteriaTree, b: CriteriaTree): boolean {
  if (asAsked(a) === asAsked(b)) return true
  if (b.op === 'any' && b.parts.some((part) => implies(a, part))) return true
  return a.op === 'all' && a.parts.some((part) => implies(part, b))
}

/** What a tree asks for, wherever it stands. */
function asAsked(tree: CriteriaTree): string {
  if (tree.op === 'leaf') return canonical([tree.criterion.key, tree.subject, tree.settings])
  return canonical([tree.op, ...(tree.op === 'not' ? [tree.part] : tree.parts).map(asAsked)])
}

function nothingLeaves(detour: ProgramDetour, track: ProgramTrack): boolean {
  if (detour.locked || detour.exits.length > 0) return false
  return (
    detour.back === 'manual' ||
    !track.stages.some(
      (stage) => stage.mode === 'automatic' && (stage.from.length === 0 || stage.from.includes(detour.key)),
    )
  )
}

/** Exits that depend on time alone and lead round in a circle. */
function exitLoops(track: ProgramTrack): readonly (readonly string[])[] {
  const next = new Map(
    [...track.byKey.values()].map((part) => [
      part.key,
      part.exits.filter((exit) => exit.when === null && exit.condition === null).map(({ to }) => to),
    ]),
  )
  const loops: string[][] = []
  const visit = (key: string, trail: readonly string[]) => {
    if (trail.includes(key)) {
      const loop = trail.slice(trail.indexOf(key))
      if (loop[0] === [...loop].sort()[0]) loops.push([...loop])
      return
    }
    for (const to of next.get(key) ?? []) visit(to, [...trail, key])
  }
  for (const key of next.keys()) visit(key, [])
  return [...new Map(loops.map((loop) => [loop.join(), loop])).values()]
}

/** A threshold above its score's cap can never be met. */
function thresholdWarnings(document: Lifecycle, checked: CheckedCriteria): readonly Notice[] {
  return checked.leaves.flatMap(({ criterion, settings, path }) => {
    if (criterion.kind !== 'score' || typeof settings !== 'object' || settings === null) return []
    return Object.entries(settings).flatMap(([key, comparison]) => {
      const cap = (document.scores?.[key] as ScoreDocument | undefined)?.cap ?? DEFAULT_CAP
      const least =
        typeof comparison === 'object' && comparison !== null
          ? Number(
              (comparison as Record<string, unknown>)['at_least'] ??
                (comparison as Record<string, unknown>)['more_than'] ??
                0,
            )
          : 0
      return least > cap ? [warning([...path, key], 'above_cap', { score: key, threshold: least, cap })] : []
    })
  })
}

/** A promise of a day and more in elapsed hours runs through nights and weekends, which a calendar suggests is not meant. */
function promiseWarnings(document: Lifecycle): readonly Notice[] {
  if (Object.keys(document.calendars ?? {}).length === 0) return []
  return Object.entries(document.handoffs ?? {}).flatMap(([key, handoff]) =>
    Object.entries(handoff.promises ?? {}).flatMap(([promise, stretch]) => {
      const duration = typeof stretch === 'string' ? parseDuration(stretch) : null
      return duration?.unit === 'elapsed' && duration.ms >= 86_400_000
        ? [
            warning(['handoffs', key, 'promises', promise], 'elapsed_with_calendar', {
              promise,
              stretch: String(stretch),
            }),
          ]
        : []
    }),
  )
}
