import type { StageKey } from '../facts.ts'
import { cellOf } from './contribution.ts'
import { type CellNames, readCounts } from './packed.ts'
import { type CellRow, type Cells, Sums } from './sums.ts'

/** How many first entered a stage, by month and day. */
export type EntriesByDay = ReadonlyMap<string, ReadonlyMap<string, number>>

export function entriesByDay({ names, rows }: Pick<Cells, 'names' | 'rows'>, stage: StageKey): EntriesByDay {
  const months = new Map<string, Map<string, number>>()
  for (const row of rows) {
    const sums = new Sums(names)
    sums.add(row.cells)
    const month = row.value.slice(0, 7)
    const days = months.get(month) ?? new Map<string, number>()
    months.set(month, days.set(row.value, sums.of(cellOf.entered(stage))))
  }
  return months
}

/** The share of a month's entries on days after `day` (`2026-03-02`): all, where nothing is known of its days. */
export function shareAfter(entries: EntriesByDay, month: string, day: string): number {
  let [all, after] = [0, 0]
  for (const [date, count] of entries.get(month) ?? []) {
    all += count
    if (date > day) after += count
  }
  return all === 0 ? (month > day.slice(0, 7) ? 1 : 0) : after / all
}

/** What became of the entries of one month. */
interface Cohort {
  readonly entered: number
  readonly reached: Record<StageKey, number>
}

/** Reads a row of a month: of its many cells only those that are asked for. */
export function cohortReader(names: CellNames, from: StageKey, stages: readonly StageKey[]): (row: CellRow) => Cohort {
  const wanted = [cellOf.entered(from), ...stages.map((stage) => cellOf.passed(from, stage))]
  const places = new Int32Array(names.size).fill(-1)
  for (const [place, cell] of wanted.entries()) {
    const code = names.find(cell)
    if (code !== undefined) places[code] = place
  }
  return ({ cells }) => {
    const counts = wanted.map(() => 0)
    readCounts(cells, (code, count) => {
      const place = places[code] as number
      if (place >= 0) counts[place] = count
    })
    const [entered = 0, ...passed] = counts
    return { entered, reached: Object.fromEntries(stages.map((stage, index) => [stage, passed[index] ?? 0])) }
  }
}
