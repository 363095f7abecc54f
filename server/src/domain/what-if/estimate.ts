import { DAY } from '../duration.ts'
import type { Time } from '../facts.ts'
import { fitLogistic, type LogisticFit, logistic, type Prior } from '../statistics/logistic.ts'
import { normal, randomOf } from '../statistics/random.ts'

/** A person as the estimate sees it, at the moment it enters the stage under the candidate. */
export interface Subject {
  /** `B2`; empty where the document grades nothing. */
  readonly grade: string
  /** How long after the candidate the lifecycle in force let it in: zero or less at once, null never (so far). */
  readonly delay: Time | null
  /** From its first stage of all to this one. */
  readonly pace: Time
  /** From the entry to the present. */
  readonly age: Time
}

/** Somebody who was handed over, with how long it took to reach the later stage; null: it did not (so far). */
export interface Observed extends Subject {
  readonly lag: Time | null
}

export interface Estimate {
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly level: number
  readonly trust: 'usual' | 'weak'
  /** How many the estimate is learnt from, and how many of them reached the stage. */
  readonly basis: { readonly kept: number; readonly reached: number }
}

const LEVEL = 0.9
/** Fewer handed-over people tell nothing. */
const FEWEST = 10
const FEW = 50
const FEW_EITHER_WAY = 5
/** More teach nothing new and cost time. */
const MOST_LEARNT = 5000
const MOST_JUDGED = 2000
const DRAWS = 1000

/**
 * How many of the added people would reach a later stage if they were handed over: an estimate from the kept ones, with an interval that holds the
 * truth about nine times in ten. Kept people of the same grade count most; since added people stand below what let the kept ones in, it is
 * learnt how much worse those were who were let in late, and what that does not explain widens the interval (docs/decisions/0010).
 * @param anyway added people who reached it without: they are in no doubt
 * @returns null where too few were kept to say anything
 */
export function estimateAdded(
  kept: readonly Observed[],
  added: readonly Subject[],
  anyway: number,
  seed: number,
): Estimate | null {
  const learnt = matureOf(kept)
  if (learnt.people.length < FEWEST) return null
  const sample = everyNth(learnt.people, MOST_LEARNT)
  const judged = everyNth(added, MOST_JUDGED)
  const features = featuresOf(sample)
  const fit = fitLogistic(
    sample.map(features.rowOf),
    sample.map(({ lag }) => lag !== null),
    features.priors,
  )
  const totals = drawTotals(judged, { fit, features, ripe: learnt.ripe, people: added.length, seed })
  const bound = (count: number) => Math.min(added.length + anyway, Math.max(0, Math.round(count)) + anyway)
  const reached = learnt.people.filter(({ lag }) => lag !== null).length
  return {
    low: bound(quantile(totals, (1 - LEVEL) / 2)),
    likely: bound(quantile(totals, 0.5)),
    high: bound(quantile(totals, (1 + LEVEL) / 2)),
    level: LEVEL,
    trust: learnt.young || isWeak(learnt.people, added) ? 'weak' : 'usual',
    basis: { kept: learnt.people.length, reached },
  }
}

interface Learnt {
  readonly people: readonly Observed[]
  /** The share of those who reach it at all that has done so at an age. */
  ripe(age: Time): number
  /** True where nobody was old enough, so that all had to serve. */
  readonly young: boolean
}

/** People old enough that those who reach the stage have mostly done so; the others would pass for failures. */
function matureOf(kept: readonly Observed[]): Learnt {
  const lags = kept.flatMap(({ lag }) => lag ?? []).sort((a, b) => a - b)
  const long = lags[Math.floor(lags.length * 0.9)] ?? 0
  const mature = kept.filter(({ age }) => age >= long)
  if (mature.length < Math.min(FEW, Math.max(FEWEST, kept.length * 0.3)))
    return { people: kept, ripe: () => 1, young: true }
  const seen = mature.flatMap(({ lag }) => lag ?? []).sort((a, b) => a - b)
  // Of an age beyond `long` nothing more is to be learnt than that it is ripe.
  const ripe = (age: Time) => (age >= long || seen.length === 0 ? 1 : countUpTo(seen, age) / seen.length)
  return { people: mature, ripe, young: false }
}

function countUpTo(sorted: readonly number[], most: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= most) low = middle + 1
    else high = middle
  }
  return low
}

interface Features {
  readonly priors: readonly Prior[]
  readonly grades: readonly string[]
  rowOf(subject: Subject): readonly number[]
}

// Who is let in at once is as good as the kept ones; who never was is believed to be worse, by how much the data say.
const BELIEF = {
  base: { mean: 0, deviation: 3 },
  closeness: { mean: 0.7, deviation: 0.8 },
  slope: { mean: 0, deviation: 1 },
  grade: { mean: 0, deviation: 0.5 },
} as const satisfies Record<string, Prior>
/** What added people may differ in, all alike, from what the kept ones teach. */
const UNKNOWN_SHIFT = 0.35

const TYPICAL_DELAY = 14 * DAY

function featuresOf(people: readonly Subject[]): Features {
  const delays = people.flatMap(({ delay }) => (delay !== null && delay > 0 ? [delay] : [])).sort((a, b) => a - b)
  const half = delays[delays.length >> 1] ?? TYPICAL_DELAY
  const paces = people.map(({ pace }) => logPace(pace))
  const middle = paces.reduce((sum, pace) => sum + pace, 0) / Math.max(1, paces.length)
  const width = Math.sqrt(paces.reduce((sum, pace) => sum + (pace - middle) ** 2, 0) / Math.max(1, paces.length)) || 1
  const grades = [...new Set(people.map(({ grade }) => grade))].sort()
  const within = gradesWithin(grades)
  return {
    grades,
    priors: [
      BELIEF.base,
      BELIEF.closeness,
      BELIEF.slope,
      BELIEF.slope,
      BELIEF.slope,
      ...grades.map(() => BELIEF.grade),
    ],
    rowOf: (subject) => [
      1,
      closeness(subject, half),
      clip((logPace(subject.pace) - middle) / width),
      ...within(subject.grade),
      ...grades.map((grade) => (grade === subject.grade ? 1 : 0)),
    ],
  }
}

/** 1 for people let in at once, 0 for those who never were; in between the later, the less. */
function closeness({ delay, age }: Subject, half: Time): number {
  if (delay !== null) return delay <= 0 ? 1 : 1 / (1 + delay / half)
  // It may still be let in; how late, nobody knows: at best now.
  return 1 / (1 + age / half) / 2
}

function logPace(pace: Time): number {
  return Math.log1p(Math.max(0, pace) / DAY)
}

function clip(value: number): number {
  return Math.max(-3, Math.min(3, value))
}

/** How far beyond the grades of the kept people the slopes over letter and number are believed: half a step. */
const BEYOND = 1 / 3

/** Letter and number of a grade around their middle; grades that nobody of was kept count as little more than the nearest that somebody was. */
function gradesWithin(grades: readonly string[]): (grade: string) => readonly [number, number] {
  const parts = grades.filter((grade) => grade !== '').map(gradeParts)
  const bound = (part: 0 | 1, value: number) => {
    const seen = parts.map((one) => one[part])
    return Math.max(Math.min(...seen) - BEYOND, Math.min(Math.max(...seen) + BEYOND, value))
  }
  return (grade) => {
    if (grade === '' || parts.length === 0) return [0, 0]
    const [letter, number] = gradeParts(grade)
    return [bound(0, letter), bound(1, number)]
  }
}

function gradeParts(grade: string): readonly [letter: number, number: number] {
  return [('ABCD'.indexOf(grade.slice(0, 1)) - 1.5) / 1.5, (Number(grade.slice(1)) - 2.5) / 1.5]
}

interface Drawing {
  readonly fit: LogisticFit
  readonly features: Features
  readonly ripe: Learnt['ripe']
  /** How many people the judged ones stand for. */
  readonly people: number
  readonly seed: number
}

/** Totals that could be, ascending: each from coefficients, a common shift and single outcomes drawn anew. */
function drawTotals(judged: readonly Subject[], { fit, features, ripe, people, seed }: Drawing): Float64Array {
  const random = randomOf(seed)
  const rows = judged.map(features.rowOf)
  const strangers = [...new Set(judged.map(({ grade }) => grade))].filter((grade) => !features.grades.includes(grade))
  const strange = judged.map(({ grade }) => strangers.indexOf(grade))
  const ages = judged.map(({ age }) => ripe(age))
  const share = judged.length === 0 ? 0 : people / judged.length
  const totals = new Float64Array(DRAWS)
  for (let draw = 0; draw < DRAWS; draw++) {
    const noise = fit.mean.map(() => normal(random))
    const drawn = fit.mean.map((mean, index) => mean + weighted(fit.spread[index] ?? [], noise, index))
    const shift = UNKNOWN_SHIFT * normal(random)
    // Of a grade that nobody of was kept no effect could be learnt.
    const effects = strangers.map(() => BELIEF.grade.deviation * normal(random))
    let [sum, variance, exact] = [0, 0, 0]
    for (const [index, row] of rows.entries()) {
      let score = shift + (effects[strange[index] ?? -1] ?? 0)
      for (let part = 0; part < row.length; part++) score += (row[part] ?? 0) * (drawn[part] ?? 0)
      const chance = logistic(score) * (ages[index] ?? 1)
      sum += chance
      variance += chance * (1 - chance)
      if (share === 1 && random() < chance) exact += 1
    }
    totals[draw] = share === 1 ? exact : share * sum + Math.sqrt(share * variance) * normal(random)
  }
  return totals.sort()
}

function weighted(row: readonly number[], noise: readonly number[], upTo: number): number {
  let sum = 0
  for (let index = 0; index <= upTo; index++) sum += (row[index] ?? 0) * (noise[index] ?? 0)
  return sum
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

/** Few to learn from, few of one outcome, or most added people of grades that nobody of was kept. */
function isWeak(learnt: readonly Observed[], added: readonly Subject[]): boolean {
  const reached = learnt.filter(({ lag }) => lag !== null).length
  if (learnt.length < FEW || reached < FEW_EITHER_WAY || learnt.length - reached < FEW_EITHER_WAY) return true
  const known = new Set(learnt.map(({ grade }) => grade))
  return added.filter(({ grade }) => known.has(grade)).length * 2 < added.length
}

function everyNth<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all
  const step = all.length / most
  return Array.from({ length: most }, (_, index) => all[Math.floor(index * step)] as T)
}
