import type { FunnelReport, FunnelStep } from '../../../../../server/src/contract/reports.ts'
import type { Dimension } from '../../../../../server/src/domain/reports/dimensions.ts'
import { FEW, shareInterval } from '../share.ts'

/** Some people at a step, and how many of them went on. */
interface Group {
  /** The value of the dimension; null for everybody. */
  readonly key: string | null
  readonly base: number
  readonly reached: number
}

/** A step at which more are lost than need be, going by what was reached elsewhere or before. */
export interface Leak {
  readonly from: string
  readonly to: string
  readonly by: Dimension | null
  readonly here: Group
  /** The period before, or the best segment. */
  readonly there: Group
  /** How many more would have gone on, put low. */
  readonly avoidable: number
}

/** Entries of the last two months are left out of what is compared; a step may take longer still. */
const JUDGED_AFTER = 30
const DAYS_OF_MONTH = 30.4
/** How far apart two shares must lie, in standard errors; further where the best of many is taken. */
const CLEAR = { before: 2, segments: 2.6 } as const
/**
 * The months before are a measure only where about as many people came: in a company's first year they hold a few early ones, of whom most went on
 * long ago.
 */
const COMPARABLE = 1 / 3
const unnamed = ['(empty)', 'other']

interface Compared {
  readonly now: FunnelReport
  readonly before: FunnelReport | null
  readonly splits: readonly FunnelReport[]
  /** Months of the period; null where it has no beginning. */
  readonly months: number | null
}

/** The leaks, the costliest first, one a step: what is lost early is weighed by how few of those would have come to the end. */
export function findLeaks({ now, before, splits, months }: Compared): readonly Leak[] {
  const steps = now.rows[0]?.steps ?? []
  const leaks = steps.flatMap((step, index) => {
    const young = youngShare(step, months)
    const weight = steps.slice(index + 1).reduce((product, { passage }) => product * (passage || 1), 1)
    const found = [
      ...leakSince(step, before?.rows[0]?.steps[index], young),
      ...splits.flatMap((split) => leakAmong(split, index, { young, next: steps[index + 1] })),
    ]
    return found.map((leak) => ({ leak, cost: leak.avoidable * weight }))
  })
  const byCost = leaks.sort((a, b) => b.cost - a.cost).map(({ leak }) => leak)
  return byCost.filter((leak, index) => byCost.findIndex(({ from }) => from === leak.from) === index)
}

/** The share of the people at a step who may well go on yet. */
function youngShare({ time }: FunnelStep, months: number | null): number {
  const wait = Math.max(0, (time?.p90 ?? 0) - JUDGED_AFTER)
  return months === null ? 0 : Math.min(0.9, wait / (months * DAYS_OF_MONTH))
}

function leakSince(step: FunnelStep, past: FunnelStep | undefined, young: number): readonly Leak[] {
  if (past === undefined || past.base < step.base * COMPARABLE) return []
  return leakBetween(
    { from: step.from, to: step.to, by: null, here: groupOf(null, step), there: groupOf(null, past) },
    { young, clear: CLEAR.before },
  )
}

/** Each segment that is clearly worse than the best one whose people are worth something at the step after. */
function leakAmong({ by, rows }: FunnelReport, index: number, { young, next }: After): readonly Leak[] {
  const groups = rows.flatMap(({ key, steps }) => {
    const step = steps[index]
    if (step === undefined || step.base < FEW || unnamed.includes(key)) return []
    return [{ step, group: groupOf(key, step), isSound: isSound(steps[index + 1], next) }]
  })
  const best = groups.filter((one) => one.isSound).toSorted((a, b) => surely(b.group) - surely(a.group))[0]
  if (best === undefined) return []
  return groups.flatMap(({ step: { from, to }, group }) =>
    leakBetween({ from, to, by, here: group, there: best.group }, { young, clear: CLEAR.segments }),
  )
}

interface After {
  readonly young: number
  /** The step after, of everybody. */
  readonly next: FunnelStep | undefined
}

/** Whether those who went on are not clearly worse than others at the next step: many who are sent back at once are no model. */
function isSound(own: FunnelStep | undefined, next: FunnelStep | undefined): boolean {
  if (own === undefined || next === undefined || own.base === 0) return true
  return shareInterval(own.reached, own.base)[1] >= (next.passage ?? 0)
}

function leakBetween(leak: Omit<Leak, 'avoidable'>, { young, clear }: { young: number; clear: number }) {
  const { here, there } = leak
  if (here.base < FEW || there.base < FEW) return []
  const judged = here.base * (1 - young)
  const share = Math.min(1, here.reached / judged)
  const pooled = (here.reached + there.reached) / (here.base + there.base)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / judged + 1 / there.base))
  if (there.reached / there.base - share < clear * error) return []
  const avoidable = Math.floor((surely(there) - share) * judged)
  return avoidable < 1 ? [] : [{ ...leak, avoidable }]
}

const surely = ({ reached, base }: Group): number => shareInterval(reached, base)[0]

function groupOf(key: string | null, { base, reached }: FunnelStep): Group {
  return { key, base, reached }
}
