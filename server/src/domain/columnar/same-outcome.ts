import { canonical } from '../json.ts'
import { decisive } from '../lifecycle/decisive.ts'
import type { Program } from '../lifecycle/program.ts'
import type { BoundTree } from '../lifecycle/tree.ts'
import { faded } from '../scoring/fading.ts'
import { type ProgramPlan, planFacts, WHOLE } from './code-plan.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Whom two programs surely move alike, by place of a contact (1), where they differ in nothing but what some stages ask for: those whose whole
 * history holds too few events and points for any of these stages, under either program. Null where the programs differ in more.
 */
export function sameOutcome(published: Program, candidate: Program, snapshot: Snapshot): Uint8Array | null {
  const stages = changedStages(published, candidate)
  if (stages === null) return null
  const evidence = new Evidence()
  const [before, after] = [published, candidate].map(
    (program): Side => ({ program, plan: planFacts(program, snapshot) }),
  )
  const possible = [...stages].flatMap((key) =>
    differingParts(criteriaOf(published, key), criteriaOf(candidate, key)).flatMap(([one, other]) => [
      ...(one === null ? [] : [evidence.possible(one, before as Side)]),
      ...(other === null ? [] : [evidence.possible(other, after as Side)]),
    ]),
  )
  const { starts, code } = snapshot
  const same = new Uint8Array(starts.length - 1)
  const isSame = () => !possible.some((part) => part())
  evidence.prepare(snapshot.facts.length)
  for (let contact = 0; contact < same.length; contact++) {
    const [first, end] = [starts[contact] as number, starts[contact + 1] as number]
    evidence.addUp(code, first, end)
    if (isSame()) {
      same[contact] = 1
      continue
    }
    evidence.fade(snapshot, first, end)
    same[contact] = isSame() ? 1 : 0
  }
  return same
}

function criteriaOf({ tracks }: Program, key: string): BoundTree | null {
  for (const { byKey } of tracks) {
    const stage = byKey.get(key)
    if (stage !== undefined) return stage.when
  }
  return null
}

/** The smallest parts in which two trees differ: where none of them ever holds, the trees say the same. */
function differingParts(
  one: BoundTree | null,
  other: BoundTree | null,
): readonly (readonly [BoundTree | null, BoundTree | null])[] {
  if (one === null || other === null) return [[one, other]]
  const [a, b] = [one.form, other.form]
  if (a.op === 'leaf' && b.op === 'leaf') return a.text === b.text ? [] : [[one, other]]
  if (a.op === 'not' && b.op === 'not') return differingParts(a.part, b.part)
  if ((a.op === 'all' && b.op === 'all') || (a.op === 'any' && b.op === 'any'))
    return a.parts.length === b.parts.length
      ? a.parts.flatMap((part, index) => differingParts(part, b.parts[index] ?? null))
      : [[one, other]]
  return [[one, other]]
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

/** One thing that criteria cannot do without. */
interface Asked {
  readonly least: number
  /** What a fact of a code gives of it. */
  readonly gives: (code: number) => number
  /** Points fade; counts do not. */
  readonly halfLife: number | null
}

/** What a contact's whole history holds of what criteria cannot do without. */
class Evidence {
  readonly #asked: Asked[] = []
  #met = new Uint8Array(0)
  #sums = new Float64Array(0)
  #given = new Float64Array(0)
  #any = new Uint8Array(0)

  /** Whether a tree may hold at some time. */
  possible({ form }: BoundTree, side: Side): Possible {
    switch (form.op) {
      case 'not':
        return () => true
      case 'leaf': {
        const { needs = [], basis } = form.leaf
        const asked = [
          ...needs.map(({ slots, least }) =>
            this.#ask({ least, gives: pointsFor(side.plan, slots), halfLife: halfLifeOf(side.plan, slots) }),
          ),
          ...(basis?.rests === 'count' && isCounted(side.program, basis.slot)
            ? [this.#ask({ least: basis.least, gives: countsFor(side.plan, basis.slot), halfLife: null })]
            : []),
        ]
        return () => asked.every((number) => this.#met[number] === 1)
      }
      default: {
        const parts = form.parts.map((part) => this.possible(part, side))
        return form.op === 'all' ? () => parts.every((part) => part()) : () => parts.some((part) => part())
      }
    }
  }

  #ask(asked: Asked): number {
    return this.#asked.push(asked) - 1
  }

  prepare(codes: number): void {
    const count = this.#asked.length
    this.#met = new Uint8Array(count)
    this.#sums = new Float64Array(count)
    this.#given = new Float64Array(codes * count)
    this.#any = new Uint8Array(codes)
    for (let code = 0; code < codes; code++)
      for (const [number, { gives }] of this.#asked.entries()) {
        const given = gives(code)
        this.#given[code * count + number] = given
        if (given !== 0) this.#any[code] = 1
      }
  }

  /** Adds up all that there is, without fading: a quick look that suffices for most. */
  addUp(code: Uint32Array, first: number, end: number): void {
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
    for (let number = 0; number < sums.length; number++)
      this.#met[number] = (sums[number] as number) >= (this.#asked[number] as Asked).least ? 1 : 0
  }

  /** Takes back what is met by points that never stood together, since the first had faded before the last came. */
  fade({ code, at }: Pick<Snapshot, 'code' | 'at'>, first: number, end: number): void {
    for (const [number, { least, halfLife }] of this.#asked.entries()) {
      if (this.#met[number] === 0 || halfLife === null) continue
      this.#met[number] = this.#peaks(number, { code, at }, [first, end], halfLife) >= least ? 1 : 0
    }
  }

  /** The most points that stood at any time, had there been neither caps nor limits nor new cycles. */
  #peaks(
    number: number,
    { code, at }: Pick<Snapshot, 'code' | 'at'>,
    [first, end]: readonly [number, number],
    halfLife: number,
  ): number {
    const count = this.#asked.length
    let [sum, since, most] = [0, 0, 0]
    for (let index = first; index < end; index++) {
      const given = this.#given[(code[index] as number) * count + number] as number
      if (given === 0) continue
      const now = at[index] as number
      sum = faded(sum, since, now, halfLife) + given
      since = now
      if (sum > most) most = sum
    }
    return most
  }
}

interface Side {
  readonly program: Program
  readonly plan: ProgramPlan
}

/** Whether all events that a count counts are told by their codes. */
function isCounted({ aggregates }: Program, slot: number): boolean {
  const aggregate = aggregates[slot]
  return aggregate !== undefined && 'match' in aggregate && !aggregate.match.kinds.some((kind) => WHOLE.has(kind))
}

function countsFor({ codes }: ProgramPlan, slot: number): Asked['gives'] {
  return (code) => (codes[code]?.ops.some((op) => op.slot === slot) === true ? 1 : 0)
}

function pointsFor({ codes }: ProgramPlan, slots: readonly number[]): Asked['gives'] {
  return (code) =>
    (codes[code]?.points?.additions ?? []).reduce(
      (sum, { group, rules }) =>
        slots.includes(group.slot) ? sum + rules.reduce((most, { points }) => most + Math.max(0, points), 0) : sum,
      0,
    )
}

/** All groups of a score fade alike. */
function halfLifeOf({ groups }: ProgramPlan, slots: readonly number[]): number | null {
  return groups.find(({ slot }) => slots.includes(slot))?.halfLife ?? null
}
