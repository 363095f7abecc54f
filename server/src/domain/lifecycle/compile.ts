import { markSources } from '../accounts/marks.ts'
import { anyEvent } from '../aggregates.ts'
import type { CalendarOpenings } from '../calendar/openings.ts'
import { hash } from '../hash.ts'
import { canonical } from '../json.ts'
import { keepScore } from '../scoring/score-group.ts'
import { accountWatch } from './account-watch.ts'
import { Binding } from './binder.ts'
import { changeTable } from './change-table.ts'
import { checkCriteria } from './check-criteria.ts'
import { checkDocument, namesOf, tracksOf } from './check-document.ts'
import type { CheckedCriteria } from './checked-criteria.ts'
import { DEFAULT_CAP, eventGroups, halfLifeOf } from './compile-scores.ts'
import { compileTrack } from './compile-track.ts'
import { decisive } from './decisive.ts'
import type { Fault, Notice } from './fault.ts'
import { keepAggregate, type SlotChange } from './keep.ts'
import { noticesOf } from './notices.ts'
import { type CriteriaTree, issueFaults } from './parse-criteria.ts'
import type { Migrations, Program, ProgramScore } from './program.ts'
import { buyingGroup } from './roles.ts'
import { type Lifecycle, lifecycleSchema, type ScoreDocument, zoneOf } from './schema.ts'
import type { BoundTree } from './tree.ts'

/** Raised when the shape of saved states changes: every contact is then folded anew. */
const FOLD_FORMAT = 1

export type Compiled =
  | {
      readonly program: Program
      readonly notices: readonly Notice[]
      /** The criteria that were asked for beside the document, in their order. */
      readonly asked: readonly AskedCriteria[]
    }
  | { readonly faults: readonly Fault[] }

/** Criteria beside the document, ready to be tested on states of the program that they were compiled with. */
export interface AskedCriteria {
  readonly tree: CriteriaTree
  readonly bound: BoundTree
  /** The criteria of the document, for what it names. */
  readonly checked: CheckedCriteria
}

/**
 * Checks a lifecycle document once and makes it ready to run.
 * @param raw the document as parsed from YAML or JSON
 * @param version the number under which it is published, 0 for a draft
 * @param earlier where contacts of stages went that versions before took away
 * @param openings see CalendarOpenings; working time falls back to the week's pattern outside of them
 * @param asked criteria that are to be tested beside the document's own: what they ask for is kept too
 */
export function compile(
  raw: unknown,
  version: number,
  openings: CalendarOpenings,
  earlier: Migrations = {},
  asked: readonly unknown[] = [],
): Compiled {
  const parsed = lifecycleSchema.safeParse(raw)
  if (!parsed.success) return { faults: issueFaults(parsed.error.issues, [], lifecycleSchema) }
  const document = parsed.data
  const faults = [...checkDocument(document)]
  const { checked, asked: trees, faults: criteriaFaults } = checkCriteria(document, asked)
  faults.push(...criteriaFaults)
  if (faults.length > 0) return { faults }

  const binding = new Binding(document, checked)
  // Once to learn what is asked for, once more with every slot in its place.
  bindAll(binding, openings, trees)
  binding.settle()
  const parts = bindAll(binding, openings, trees)
  const program = assemble(document, version, binding, parts, migrationsOf(document, earlier))
  return {
    program,
    notices: noticesOf(document, program, checked),
    asked: parts.asked.map((bound, index) => ({ tree: trees[index] as CriteriaTree, bound, checked })),
  }
}

/** Where contacts of stages that are gone go: what earlier versions said leads on to what this one says. */
function migrationsOf(document: Lifecycle, earlier: Migrations): Migrations {
  const own = document.migrate ?? {}
  const stages = namesOf(document).stages
  const all = { ...Object.fromEntries(Object.entries(earlier).map(([from, to]) => [from, own[to] ?? to])), ...own }
  return Object.fromEntries(Object.entries(all).filter(([from]) => !stages.includes(from)))
}

function bindAll(binding: Binding, openings: CalendarOpenings, trees: readonly CriteriaTree[]) {
  const { document } = binding
  const deals = binding.slot({ keep: 'deals' })
  const coolOff = document.detours?.some(({ cool_off }) => cool_off !== undefined) === true
  const points = Object.entries(document.points ?? {})
    .filter(([, { offer }]) => offer === 'bottom')
    .map(([key]) => key)
  const handRaise = coolOff
    ? binding.slot({
        keep: 'times',
        since: 'ever',
        track: '',
        last: 1,
        match: { ...anyEvent, kinds: ['conversion'], offer: { level: 'bottom', points } },
      })
    : null
  // What reports are broken down by is kept whether criteria ask for it or not.
  for (const path of ['stamp.source', 'stamp.origin', 'stamp.campaign'])
    binding.slot({ keep: 'value', path, first: true })
  for (const path of ['stamp.source', 'stamp.country']) binding.slot({ keep: 'value', path, first: false })
  const tracks = tracksOf(document).map((track) => compileTrack(binding, track, openings))
  const main = tracks[0]?.key ?? 'main'
  const scores = Object.fromEntries(binding.scoreNames.map((key) => [key, bindScore(binding, key, main)]))
  const group = buyingGroup(document, binding.checked, main, (role) =>
    binding.tree(binding.checked.at(['roles', role, 'if']), main, 0),
  )
  const grade = document.scores?.grade === undefined ? null : binding.gradeReader(main, 'ever')
  const asked = trees.map((tree) => binding.tree(tree, main, 0))
  return { deals, handRaise, tracks, scores, grade, group, asked }
}

function bindScore(binding: Binding, key: string, track: string): ProgramScore {
  const score = binding.document.scores?.[key] as ScoreDocument
  return {
    key,
    cap: score.cap ?? DEFAULT_CAP,
    halfLife: halfLifeOf(score),
    groups: eventGroups(binding.document, key).map(({ group, cap, rules }) => ({
      key: group,
      cap,
      slot: binding.slot({ keep: 'score', since: 'ever', track: '', score: key, group }),
      rules: rules.map(({ match, points }) => ({ event: match.names?.join(', ') ?? match.kinds.join(', '), points })),
    })),
    conditions: binding.scoreConditions(key, track),
    lifetime: binding.scoreReader(key, track, 'ever'),
  }
}

function assemble(
  document: Lifecycle,
  version: number,
  binding: Binding,
  parts: ReturnType<typeof bindAll>,
  migrations: Migrations,
): Program {
  const context = { zone: zoneOf(document), lists: document.lists ?? {} }
  const { aggregates } = binding
  const groups = binding.scoreNames.flatMap((key) => eventGroups(document, key))
  const changes: SlotChange[] = aggregates.map((aggregate, index) => {
    if (aggregate.keep !== 'score') return keepAggregate(aggregate, index, context)
    const group = groups.find((one) => one.score === aggregate.score && one.group === aggregate.group)
    if (group === undefined) throw new Error(`There is no group ${aggregate.group} in the score ${aggregate.score}.`)
    return keepScore({ ...group, lifetime: aggregate.since === 'ever' }, index, context)
  })
  const emptied = (track: string, since: 'entry' | 'cycle') =>
    aggregates.flatMap((aggregate, index) =>
      'since' in aggregate && aggregate.since === since && aggregate.track === track ? [index] : [],
    )
  const accountPaths = [...binding.accountPaths].sort()
  const people = [...binding.people.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  return {
    version,
    document,
    zone: context.zone,
    migrations,
    tracks: parts.tracks,
    aggregates,
    changesFor: changeTable(changes, document.trusted_events ?? []),
    emptiedAt: Object.fromEntries(
      tracksOf(document).map((track) => [track, { entry: emptied(track, 'entry'), cycle: emptied(track, 'cycle') }]),
    ),
    dealsSlot: parts.deals,
    handRaiseSlot: parts.handRaise,
    readsActivity: binding.activity,
    accountPaths,
    people,
    marks: markSources(people, context, document.trusted_events ?? []),
    group: parts.group,
    scores: parts.scores,
    grade: parts.grade,
    stateKey: hash(
      canonical({
        format: FOLD_FORMAT,
        aggregates,
        groups,
        zone: context.zone,
        lists: document.lists ?? {},
        trusted: document.trusted_events ?? [],
        accountPaths,
        tracks: tracksOf(document),
      }),
    ),
    decisionKey: hash(canonical(decisive(document))),
    accountMayMatter: accountWatch(binding),
  }
}
