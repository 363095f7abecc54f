import type { WhatIfView } from '../../../../../server/src/contract/what-if.ts'
import { monthAfter, monthsBetween } from '../../../components/door/month.ts'

export interface StageMonth {
  readonly month: string
  readonly current: number
  readonly candidate: number
}

/** Entries into the compared stage in each month from the first to the last, those without any too. */
export function monthsOf({ stage, current, candidate }: WhatIfView): readonly StageMonth[] {
  const [now, then] = [current[stage] ?? {}, candidate[stage] ?? {}]
  const named = [...Object.keys(now), ...Object.keys(then)].sort()
  const [first, last] = [named[0], named.at(-1)]
  if (first === undefined || last === undefined) return []
  return Array.from({ length: monthsBetween(first, last) }, (_, index) => {
    const month = monthAfter(first, index)
    return { month, current: now[month] ?? 0, candidate: then[month] ?? 0 }
  })
}
