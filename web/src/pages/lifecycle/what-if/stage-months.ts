import type { WhatIfView } from '../../../../../server/src/contract/what-if.ts'
import { monthAfter, monthsBetween } from '../../../components/door/month.ts'

export interface StageMonth {
  readonly month: string
  /** Entries into the compared stage. */
  readonly current: number
  readonly candidate: number
  /** Entries into the stage that they are measured against; null where there is none. */
  readonly base: { readonly current: number; readonly candidate: number } | null
}

/**
 * The stage that entries are measured against: the one that is asked for, else the nearest before the compared stage into which people came under
 * both (a draft may let everybody jump over one), else the one before.
 */
export function baseStage({ stages, stage, current, candidate }: WhatIfView, asked: string | undefined): string | null {
  if (asked !== stage && stages.some((one) => one.stage === asked)) return asked ?? null
  const ordered = stages.filter(({ detour, stage: key }) => !detour || key === stage)
  const before = ordered.slice(
    0,
    ordered.findIndex((one) => one.stage === stage),
  )
  const isEntered = (key: string) => [current, candidate].every((counts) => Object.keys(counts[key] ?? {}).length > 0)
  return (before.findLast((one) => isEntered(one.stage)) ?? before.at(-1))?.stage ?? null
}

/** Entries into the compared stage in each month from the first to the last, those without any too. */
export function monthsOf(answer: WhatIfView, base: string | null): readonly StageMonth[] {
  const { stage, current, candidate } = answer
  const of = (key: string) => [current[key] ?? {}, candidate[key] ?? {}] as const
  const [now, then] = of(stage)
  const [baseNow, baseThen] = base === null ? [{}, {}] : of(base)
  const named = [now, then, baseNow, baseThen].flatMap((counts) => Object.keys(counts)).sort()
  const [first, last] = [named[0], named.at(-1)]
  if (first === undefined || last === undefined) return []
  return Array.from({ length: monthsBetween(first, last) }, (_, index) => {
    const month = monthAfter(first, index)
    return {
      month,
      current: now[month] ?? 0,
      candidate: then[month] ?? 0,
      base: base === null ? null : { current: baseNow[month] ?? 0, candidate: baseThen[month] ?? 0 },
    }
  })
}

/** Entries for each hundred of the stage before, with one decimal; null where nobody entered that one. */
export function conversionOf({ base, ...counts }: StageMonth, side: 'current' | 'candidate'): number | null {
  const of = base?.[side] ?? 0
  return of === 0 ? null : Math.round((1000 * counts[side]) / of) / 10
}
