import type { StageKey } from '../facts.ts'
import { cellOf } from './contribution.ts'
import { type Cells, Sums } from './sums.ts'

/** Days of a calendar month with how many first entered a stage. */
export type EntriesByDay = ReadonlyMap<string, number>

export function entriesByDay({ names, rows }: Pick<Cells, 'names' | 'rows'>, stage: StageKey): EntriesByDay {
  return new Map(
    rows.map((row) => {
      const sums = new Sums(names)
      sums.add(row)
      return [row.value, sums.of(cellOf.entered(stage))]
    }),
  )
}

/** The share of a month's entries on days after `day` (`2026-03-02`): all, where nothing is known of its days. */
export function shareAfter(days: EntriesByDay, month: string, day: string): number {
  const ofMonth = [...days].filter(([date]) => date.startsWith(month))
  const all = ofMonth.reduce((sum, [, count]) => sum + count, 0)
  const after = ofMonth.reduce((sum, [date, count]) => (date > day ? sum + count : sum), 0)
  return all === 0 ? (month > day.slice(0, 7) ? 1 : 0) : after / all
}

/** What became of the entries of one month. */
export function cohortOf(sums: Sums, from: StageKey, stages: readonly StageKey[]) {
  return {
    entered: sums.of(cellOf.entered(from)),
    reached: sums.byStage(stages, (stage) => cellOf.passed(from, stage)),
  }
}
