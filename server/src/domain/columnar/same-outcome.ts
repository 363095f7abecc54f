import { canonical } from '../json.ts'
import { decisive } from '../lifecycle/decisive.ts'
import type { Program } from '../lifecycle/program.ts'
import type { BoundTree } from '../lifecycle/tree.ts'
import { faded } from '../scoring/fading.ts'
import { type ProgramPlan, planFacts, WHOLE } from './code-plan.ts'
import type { Snapshot } from './snapshot.ts'
import { Standing } from './standing.ts'

/**
 * Whom two programs surely move alike, by place of a contact (1), where they differ in nothing but what some stages ask for: those whose whole
 * history holds too few events and points for any of these stages, under either program. Null where the programs differ in more.
 */
export function sameOutcome(published: Program, candidate: Program, snapshot: Snapshot): Uint8Array | null {
  const stages = changedStages(published, candidate)
  if (stages === null) return null
  const evidence = new Evidence()
  const standing = new Standing(published)
  const before: Side = { program: published, plan: planFacts(published, snapshot) }
  const after: Side = { program: candidate, plan: planFacts(candidate, snapshot) }
  const differences = [...stages]
    .flatMap((key) => differencesOf(criteriaOf(published, key), criteriaOf(candidate, key)))
    .map(({ one, other, guards }) => ({
      possible: [
        ...(one === null ? [] : [evidence.possible(one, before)]),
        ...(other === null ? [] : [evidence.possible(other, after)]),
      ],
      guards: guards.flatMap((guard) => standing.ask(guard) ?? []),
    }))
  const { starts, code } = snapshot
  const same = new Uint8Array(starts.length - 1)
  const isPossible = ({ possible }: (typeof differences)[number]) => possible.some((part) => part())
  evidence.prepare(snapshot.facts.length)
  standing.prepare(before.plan)
  for (let contact = 0; contact < same.length; contact++) {
    const [first, end] = [starts[contact] as number, starts[contact + 1] as number]
    evidence.addUp(code, first, end)
    if (!differences.some(isPossible)) {
      same[contact] = 1
      continue
    }
    standing.look(snapshot, first, end)
    const open = differences.filter(
      (difference) => difference.guards.every((guard) => standing.held(guard)) && isPossible(difference),
    )
    if (open.length > 0) evidence.fade(snapshot, first, end)
    same[contact] = open.some(isPossible) ? 0 : 1
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

interface Difference {
  readonly one: BoundTree | null
  readonly other: BoundTree | null
  /** What must hold beside them, alike in both, for the difference to show. */
  readonly guards: readonly BoundTree[]
}

/** The smallest parts in which two trees differ: at a time at which none of them holds with its guards, the trees say the same. */
function differencesOf(one: BoundTree | null, other: BoundTree | null): readonly Difference[] {
  const whole: readonly Difference[] = [{ one, other, guards: [] }]
  if (one === null || other === null) return one === other ? [] : whole
  const [a, b] = [one.form, other.form]
  if (a.op === 'leaf' && b.op === 'leaf') return a.text === b.text ? [] : whole
  if (a.op === 'not' && b.op === 'not') return differencesOf(a.part, b.part)
  if ((a.op !== 'all' && a.op !== 'any') || a.op !== b.op || a.parts.length !== b.parts.length) return whole
  const found = a.parts.map((part, index) => differencesOf(part, b.parts[index] ?? null))
  const alike = a.op === 'all' ? a.parts.filter((_part, index) => found[index]?.length === 0) : []
  return found.flat().map((difference) => ({ ...difference, guards: [...difference.guards, ...alike] }))
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
  /** What facts give, and for each thing asked which of these it adds up: two thresholds of one score add up the same. */
  #sums = new Float64Array(0)
  #sumOf: readonly number[] = []
  #given: readonly Float64Array[] = []
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
    const given: Float64Array[] = []
    this.#sumOf = this.#asked.map(({ gives }) => {
      const own = Float64Array.from({ length: codes }, (_one, code) => gives(code))
      const known = given.findIndex((other) => own.every((gift, code) => gift === other[code]))
      return known < 0 ? given.push(own) - 1 : known
    })
    this.#given = given
    this.#any = Uint8Array.from({ length: codes }, (_one, code) => (given.some((gifts) => gifts[code] !== 0) ? 1 : 0))
    this.#met = new Uint8Array(this.#asked.length)
    this.#sums = new Float64Array(given.length)
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
      for (let sum = 0; sum < given.length; sum++)
        sums[sum] = (sums[sum] as number) + ((given[sum] as Float64Array)[one] as number)
    }
    for (let number = 0; number < this.#asked.length; number++)
      this.#met[number] =
        (sums[this.#sumOf[number] as number] as number) >= (this.#asked[number] as Asked).least ? 1 : 0
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
    const gifts = this.#given[this.#sumOf[number] as number] as Float64Array
    let [sum, since, most] = [0, 0, 0]
    for (let index = first; index < end; index++) {
      const given = gifts[code[index] as number] as number
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
