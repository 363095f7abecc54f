import { canonical } from '../json.ts'
import { decisive } from '../lifecycle/decisive.ts'
import type { Program } from '../lifecycle/program.ts'
import type { BoundTree } from '../lifecycle/tree.ts'
import { type CodePlan, planFacts, WHOLE } from './code-plan.ts'
import { planGroups } from './points-plan.ts'
import type { Snapshot } from './snapshot.ts'
import { readsOfProgram } from './tree-reads.ts'

/**
 * Whom two programs surely move alike, by place of a contact (1), where they differ in nothing but what some stages ask for: those whose whole
 * history holds too few events and points for any of these stages, under either program. Null where the programs differ in more.
 */
export function sameOutcome(published: Program, candidate: Program, snapshot: Snapshot): Uint8Array | null {
  const stages = changedStages(published, candidate)
  if (stages === null) return null
  const { starts, code } = snapshot
  const evidence = new Evidence()
  const possible = [published, candidate].map((program) => evidence.possible(program, snapshot, stages))
  const [before, after] = possible as [() => boolean, () => boolean]
  const same = new Uint8Array(starts.length - 1)
  evidence.prepare(snapshot.facts.length)
  for (let contact = 0; contact < same.length; contact++) {
    evidence.count(code, starts[contact] as number, starts[contact + 1] as number)
    same[contact] = before() || after() ? 0 : 1
  }
  return same
}

/** The stages whose criteria differ; null where anything else that sways decisions does. */
function changedStages(published: Program, candidate: Program): ReadonlySet<string> | null {
  if (canonical(published.migrations) !== canonical(candidate.migrations)) return null
  if (calendarsOf(published) !== calendarsOf(candidate)) return null
  const [one, other] = [published, candidate].map(({ document }) => apartFromCriteria(decisive(document) as Decisive))
  if (one === undefined || other === undefined || one.rest !== other.rest) return null
  return new Set([...one.criteria].flatMap(([key, when]) => (other.criteria.get(key) === when ? [] : [key])))
}

interface Decisive {
  readonly stages: readonly { readonly key: string; readonly entry: { readonly when?: unknown } | null }[]
}

function apartFromCriteria(document: Decisive): {
  readonly rest: string
  readonly criteria: ReadonlyMap<string, string>
} {
  const stages = document.stages.map((stage) =>
    stage.entry === null
      ? stage
      : { ...stage, entry: { ...stage.entry, when: stage.entry.when === undefined ? 0 : 1 } },
  )
  return {
    rest: canonical({ ...document, stages }),
    criteria: new Map(document.stages.map(({ key, entry }) => [key, canonical(entry?.when ?? null)])),
  }
}

/** Opening times come from the day of publishing. */
function calendarsOf({ tracks }: Program): string {
  const parts = tracks.flatMap(({ byKey }) => [...byKey.values()])
  return canonical(
    parts.flatMap(({ calendar, exits }) => (exits.some(({ after }) => after !== null) ? [calendar] : [])),
  )
}

type Possible = () => boolean

/** Sums over a contact's whole history that criteria cannot do without. */
class Evidence {
  readonly #least: number[] = []
  readonly #gives: ((code: number) => number)[] = []
  #sums = new Float64Array(0)
  #given = new Float64Array(0)
  #any = new Uint8Array(0)

  /** Whether any of these stages may be entered at all. */
  possible(program: Program, snapshot: Snapshot, stages: ReadonlySet<string>): Possible {
    const { slots, scores } = readsOfProgram(program)
    const plans = planFacts(program, snapshot.facts, slots, planGroups(program, scores))
    const trees = program.tracks.flatMap((track) =>
      track.stages.flatMap(({ key, when }) => (stages.has(key) && when !== null ? [when] : [])),
    )
    const parts = trees.map((tree) => this.#tree(tree, { program, plans }))
    return () => parts.some((part) => part())
  }

  #tree({ form }: BoundTree, context: { readonly program: Program; readonly plans: readonly CodePlan[] }): Possible {
    switch (form.op) {
      case 'not':
        return () => true
      case 'leaf': {
        const { needs = [], basis } = form.leaf
        const asked = [
          ...needs.map(({ slots, least }) => this.#ask(least, pointsFor(context.plans, slots))),
          ...(basis?.rests === 'count' && isCounted(context.program, basis.slot)
            ? [this.#ask(basis.least, countsFor(context.plans, basis.slot))]
            : []),
        ]
        return () => asked.every((number) => (this.#sums[number] as number) >= (this.#least[number] as number))
      }
      default: {
        const parts = form.parts.map((part) => this.#tree(part, context))
        return form.op === 'all' ? () => parts.every((part) => part()) : () => parts.some((part) => part())
      }
    }
  }

  #ask(least: number, gives: (code: number) => number): number {
    this.#gives.push(gives)
    return this.#least.push(least) - 1
  }

  prepare(codes: number): void {
    const count = this.#gives.length
    this.#sums = new Float64Array(count)
    this.#given = new Float64Array(codes * count)
    this.#any = new Uint8Array(codes)
    for (let code = 0; code < codes; code++)
      for (const [number, gives] of this.#gives.entries()) {
        const given = gives(code)
        this.#given[code * count + number] = given
        if (given !== 0) this.#any[code] = 1
      }
  }

  count(code: Uint32Array, first: number, end: number): void {
    const sums = this.#sums
    const given = this.#given
    const any = this.#any
    sums.fill(0)
    for (let index = first; index < end; index++) {
      const one = code[index] as number
      if (any[one] === 0) continue
      for (let number = 0; number < sums.length; number++)
        sums[number] = (sums[number] as number) + (given[one * sums.length + number] as number)
    }
  }
}

/** Whether all events that a count counts are told by their codes. */
function isCounted({ aggregates }: Program, slot: number): boolean {
  const aggregate = aggregates[slot]
  return aggregate !== undefined && 'match' in aggregate && !aggregate.match.kinds.some((kind) => WHOLE.has(kind))
}

function countsFor(plans: readonly CodePlan[], slot: number): (code: number) => number {
  return (code) => (plans[code]?.ops.some((op) => op.slot === slot) === true ? 1 : 0)
}

function pointsFor(plans: readonly CodePlan[], slots: readonly number[]): (code: number) => number {
  return (code) =>
    (plans[code]?.points?.additions ?? []).reduce(
      (sum, { group, rules }) =>
        slots.includes(group.slot) ? sum + rules.reduce((most, { points }) => most + Math.max(0, points), 0) : sum,
      0,
    )
}
