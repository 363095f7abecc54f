import type { PeopleLeaf } from '../accounts/people-leaf.ts'
import type { Aggregate } from '../aggregates.ts'
import { questionsOf } from '../checklists.ts'
import type { GradeReader, ScoreReader } from '../criteria/criterion.ts'
import { canonical } from '../json.ts'
import { type GradeBands, gradeReader, scoreReader } from '../scoring/score-reader.ts'
import { bindCriteria, type TreeBinder } from './bind-criteria.ts'
import { scoreKeys, tracksOf } from './check-document.ts'
import type { CheckedCriteria } from './checked-criteria.ts'
import { DEFAULT_CAP, eventGroups, halfLifeOf, ruleSources } from './compile-scores.ts'
import type { CriteriaTree } from './parse-criteria.ts'
import { isEventRule, type Lifecycle, type ScoreDocument, zoneOf } from './schema.ts'
import { type BoundTree, mayTurn } from './tree.ts'

/** Gathers what the criteria of a document ask for, and binds them to it. */
export class Binding {
  readonly document: Lifecycle
  readonly checked: CheckedCriteria
  /** By canonical text. The order of the first pass is forgotten: slots stand in the order of their texts, so that moving a rule moves nothing else. */
  readonly #slots = new Map<string, Aggregate>()
  #order: readonly string[] | null = null
  readonly #binders = new Map<string, TreeBinder>()
  readonly accountPaths = new Set<string>()
  /** Questions about the people of an account, by their paths. */
  readonly people = new Map<string, PeopleLeaf>()
  activity = false

  constructor(document: Lifecycle, checked: CheckedCriteria) {
    this.document = document
    this.checked = checked
  }

  get aggregates(): readonly Aggregate[] {
    return (this.#order ?? [...this.#slots.keys()].sort()).map((text) => this.#slots.get(text) as Aggregate)
  }

  /** Fixes the places of the slots: what is bound from now on finds its aggregates among those asked for before. */
  settle(): void {
    this.#order = [...this.#slots.keys()].sort()
    this.#binders.clear()
  }

  readonly slot = (aggregate: Aggregate): number => {
    const text = canonical(aggregate)
    if (this.#order !== null) {
      const index = this.#order.indexOf(text)
      if (index < 0) throw new Error(`An aggregate was not asked for before: ${text}`)
      return index
    }
    this.#slots.set(text, aggregate)
    return 0
  }

  tree(tree: CriteriaTree, track: string, base: number): BoundTree {
    return bindCriteria(tree, this.binder(track), base)
  }

  binder(track: string): TreeBinder {
    const known = this.#binders.get(track)
    if (known !== undefined) return known
    const { document } = this
    const inTrack = (part: { readonly track?: string | undefined }) => (part.track ?? tracksOf(document)[0]) === track
    const points = Object.entries(document.points ?? {})
    const binder: TreeBinder = {
      track,
      zone: zoneOf(document),
      lists: document.lists ?? {},
      stages: document.stages.filter(inTrack).map(({ key }) => key),
      detours: (document.detours ?? []).filter(inTrack).map(({ key }) => key),
      pointsOf: (level) => points.filter(([, { offer }]) => offer === level).map(([key]) => key),
      pointFields: Object.fromEntries(points.map(([key, { gives }]) => [key, gives ?? []])),
      questions: (checklist) => questionsOf(document.checklists?.[checklist]),
      slot: this.slot,
      accountValue: (path) => void this.accountPaths.add(path),
      accountPeople: (leaf) => {
        this.accountPaths.add(leaf.path)
        this.people.set(leaf.path, leaf)
      },
      stagesFrom: (stage) => stagesFrom(document, stage),
      readsActivity: () => {
        this.activity = true
      },
      score: (name) => this.scoreReader(name, track, 'cycle'),
      grade: () => this.gradeReader(track, 'cycle'),
      named: (name) => this.tree(this.checked.defined(name), track, 0),
      segment: (key) => this.tree(this.checked.segment(key), track, 0),
    }
    this.#binders.set(track, binder)
    return binder
  }

  scoreReader(name: string, track: string, since: 'ever' | 'cycle'): ScoreReader {
    const score = this.document.scores?.[name] as ScoreDocument
    const groups = eventGroups(this.document, name)
    const conditions = this.scoreConditions(name, track)
    return scoreReader({
      cap: score.cap ?? DEFAULT_CAP,
      halfLife: halfLifeOf(score),
      groups: groups.map(({ group }) =>
        this.slot({ keep: 'score', since, track: since === 'ever' ? '' : track, score: name, group }),
      ),
      conditions,
      takes: groups.some(({ rules }) => rules.some(({ points }) => points < 0)),
      turning: conditions.some(({ criteria }) => mayTurn(criteria)),
    })
  }

  scoreConditions(name: string, track: string) {
    const score = this.document.scores?.[name] as ScoreDocument
    return ruleSources(name, score).flatMap(({ rules, path }) =>
      rules.flatMap((rule, index) =>
        isEventRule(rule)
          ? []
          : [
              {
                criteria: this.tree(this.checked.at([...path, index, 'if']), track, 0),
                points: rule.points,
                path: [...path, index].join('.'),
              },
            ],
      ),
    )
  }

  gradeReader(track: string, since: 'ever' | 'cycle'): GradeReader {
    const grade = this.document.scores?.grade
    const bands = <Key extends string | number>(given: Readonly<Record<string, number>>, key: (text: string) => Key) =>
      Object.entries(given)
        .map(([text, least]) => [key(text), least] as const)
        .sort(([, a], [, b]) => b - a)
    const parts: GradeBands = {
      fit: this.scoreReader('fit', track, since),
      engagement: this.scoreReader('engagement', track, since),
      letters: bands(grade?.fit ?? {}, String),
      numbers: bands(grade?.engagement ?? {}, Number),
    }
    return gradeReader(parts)
  }

  get scoreNames(): readonly string[] {
    return scoreKeys(this.document)
  }
}

function stagesFrom(
  document: Lifecycle,
  stage: string,
): { readonly track: string; readonly stages: readonly string[] } {
  const [main = ''] = tracksOf(document)
  const track = document.stages.find(({ key }) => key === stage)?.track ?? main
  const own = document.stages.filter((one) => (one.track ?? main) === track).map(({ key }) => key)
  return { track, stages: own.slice(Math.max(0, own.indexOf(stage))) }
}
