import type { Lifecycle } from './schema.ts'

/** Words for people, wherever they stand, and who answers: they sway nothing. */
const WORDS: ReadonlySet<string> = new Set([
  'name',
  'description',
  'guidance',
  'journey',
  'volume',
  'owner',
  'by',
  'expires',
])

/** What of a document sways decisions; names, owners, promises and words are left out. */
export function decisive(document: Lifecycle): unknown {
  const { timezone, lists, define, segments, exclude, calendars, checklists, migrate } = document
  const calendarOf = new Map(
    (document.teams ?? []).map((team) => (typeof team === 'string' ? [team, null] : [team.key, team.calendar ?? null])),
  )
  const partOf = (part: Lifecycle['stages'][number] | NonNullable<Lifecycle['detours']>[number]) => ({
    ...wordless(part),
    entry: part.entry === undefined ? null : wordless(part.entry),
    levels: 'levels' in part ? part.levels?.map(wordless) : [],
    calendar: calendarOf.get(part.owner ?? '') ?? null,
  })
  return {
    timezone,
    lists,
    define,
    segments,
    exclude,
    calendars,
    checklists,
    migrate,
    points: valuesOf(document.points, wordless),
    scores: valuesOf(document.scores, (score) => ({
      ...wordless(score),
      groups: 'groups' in score ? valuesOf(score.groups, wordless) : {},
    })),
    roles: valuesOf(document.roles, wordless),
    tracks: (document.tracks ?? []).map(wordless),
    stages: document.stages.map(partOf),
    detours: (document.detours ?? []).map(partOf),
  }
}

function wordless(part: object): object {
  return Object.fromEntries(Object.entries(part).filter(([key]) => !WORDS.has(key)))
}

function valuesOf<T>(parts: Readonly<Record<string, T>> | undefined, change: (part: NonNullable<T>) => object): object {
  return Object.fromEntries(
    Object.entries(parts ?? {}).flatMap(([key, part]) =>
      part === undefined || part === null ? [] : [[key, change(part)]],
    ),
  )
}
