import { HOUR } from '../duration.ts'
import { canonical } from '../json.ts'
import { decisive } from '../lifecycle/decisive.ts'
import type { Program } from '../lifecycle/program.ts'
import type { BoundTree } from '../lifecycle/tree.ts'
import { faded } from '../scoring/fading.ts'
import { type ProgramPlan, planFacts, WHOLE } from './code-plan.ts'
import { contactsOf, type Snapshot } from './snapshot.ts'
import { Standing } from './standing.ts'

/**
 * Whom two programs surely move alike, by place of a contact (1), where they differ in nothing but what some stages ask for: those whose whole
 * history holds too few events and points for any of these stages, under either program. Only those of the range are looked at. Null where the
 * programs differ in more.
 */
export function sameOutcome(
  published: Program,
  candidate: Program,
  snapshot: Snapshot,
  { from, to }: { readonly from: number; readonly to: number } = { from: 0, to: contactsOf(snapshot) },
): Uint8Array | null {
  const stages = changedStages(published, candidate)
  if (stages === null) return null
  const evidence = new Evidence(snapshot)
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
  const isPossible = ({ possible }: (typeof differences)[number]) => possible.some((part) => part())
  const isOpen = (difference: (typeof differences)[number]) =>
    isPossible(difference) && difference.guards.every((guard) => standing.held(guard))
  evidence.prepare()
  standing.prepare(before.plan)
  const hardlyAny = !differences.some(isPossible)
  const same = new Uint8Array(contactsOf(snapshot))
  for (let contact = from; contact < to; contact++) {
    const [first, end] = [snapshot.starts[contact] as number, snapshot.starts[contact + 1] as number]
    // The quickest look first: it suffices for most.
    const met = evidence.addUp(first, end)
    if (!met && hardlyAny) {
      same[contact] = 1
      continue
    }
    evidence.fade()
    if (differences.some(isPossible)) standing.look(snapshot, first, end)
    same[contact] = differences.some(isOpen) ? 0 : 1
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
  /** The places of what gives anything, in the history that was added up last. */
  #giving = new Uint32Array(256)
  #count = 0
  readonly #snapshot: Snapshot

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot
  }

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

  prepare(): void {
    const codes = this.#snapshot.facts.length
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

  /** Adds up all that there is, without fading; whether anything that is asked for is met. */
  addUp(first: number, end: number): boolean {
    this.#gather(first, end)
    for (let sum = 0; sum < this.#given.length; sum++) this.#sums[sum] = this.#total(this.#given[sum] as Float64Array)
    let any = false
    for (let number = 0; number < this.#asked.length; number++) {
      const met = (this.#sums[this.#sumOf[number] as number] as number) >= (this.#asked[number] as Asked).least
      this.#met[number] = met ? 1 : 0
      any ||= met
    }
    return any
  }

  /** Most of a history gives nothing that is asked for: the places of the rest. */
  #gather(first: number, end: number): void {
    if (this.#giving.length < end - first) this.#giving = new Uint32Array(2 * (end - first))
    const { code } = this.#snapshot
    const giving = this.#giving
    const any = this.#any
    let count = 0
    for (let index = first; index < end; index++) {
      giving[count] = index
      count += any[code[index] as number] as number
    }
    this.#count = count
  }

  #total(gifts: Float64Array): number {
    const { code } = this.#snapshot
    const giving = this.#giving
    let sum = 0
    for (let place = 0; place < this.#count; place++) sum += gifts[code[giving[place] as number] as number] as number
    return sum
  }

  /** Takes back what is met by points that never stood together, since the first had faded before the last came. */
  fade(): void {
    for (let number = 0; number < this.#asked.length; number++) {
      const { least, halfLife } = this.#asked[number] as Asked
      if (this.#met[number] === 0 || halfLife === null) continue
      const gifts = this.#given[this.#sumOf[number] as number] as Float64Array
      this.#met[number] = this.#everStood(gifts, least, halfLife) ? 1 : 0
    }
  }

  /** Whether so many points may ever have stood, had there been neither caps nor limits nor new cycles, and had none faded within an hour. */
  #everStood(gifts: Float64Array, least: number, halfLife: number): boolean {
    const { code, at } = this.#snapshot
    const giving = this.#giving
    let [sum, since] = [0, 0]
    for (let place = 0; place < this.#count; place++) {
      const index = giving[place] as number
      const now = at[index] as number
      if (now - since > HOUR) sum = faded(sum, since, now, halfLife)
      sum += gifts[code[index] as number] as number
      if (sum >= least) return true
      since = now
    }
    return false
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
