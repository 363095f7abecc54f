import { CohortsReport, CohortsReportQuery } from '../../contract/reports.ts'
import type { Tx } from '../../db/transaction.ts'
import { AppError } from '../../domain/app-error.ts'
import { dateOf, localDay } from '../../domain/calendar/zone.ts'
import type { Time } from '../../domain/facts.ts'
import { cohortReader, entriesByDay, shareAfter } from '../../domain/reports/cohorts.ts'
import { ALL } from '../../domain/reports/dimensions.ts'
import type { CellNames } from '../../domain/reports/packed.ts'
import type { Quantiles } from '../../domain/reports/quantiles.ts'
import { readCellNames } from '../../features/reports/cell-names.ts'
import { cellsOfDays, visitMonths } from '../../features/reports/cells-of.ts'
import { atOneMoment, type Frame, frameOf, stageOf } from './frame.ts'
import { report } from './report.ts'
import { sumsWithTimes } from './time-quantiles.ts'

export const cohorts = report({
  name: 'cohorts',
  says: 'by the month in which they entered a stage, how many reached each later one, and how many are too young to judge',
  query: CohortsReportQuery,
  answer: CohortsReport,
  async show(ripen, query) {
    const frame = await frameOf(ripen, query)
    const { head, most, names } = frame
    const first = frame.stages[0]
    if (first === undefined) throw new AppError('invalid', 'The track has no stages.')
    const from = stageOf(frame, query.from ?? first, 'way')
    const later = frame.stages.slice(frame.stages.indexOf(from) + 1)
    const { found, times, young } = await atOneMoment(ripen, async (client) => {
      const cells = await readCellNames(client)
      const cohortOf = cohortReader(cells, from, later)
      const found = await visitMonths(client, { ...head, most }, (row) => ({
        key: row.value,
        month: row.month,
        ...cohortOf(row),
      }))
      const times = await timesOfAll(client, cells, { head, from, later })
      return { found, times, young: await youngShares(client, frame, { from, times, now: ripen.now() }) }
    })
    const places = new Map(found.values.map((value, place) => [value, place]))
    const placeOf = (value: string) => places.get(value) ?? 0
    const rows = found.rows
      .filter(({ entered }) => entered > 0)
      .sort((a, b) => placeOf(a.key) - placeOf(b.key) || (a.month < b.month ? -1 : 1))
      .map((row) => ({ ...row, young: young(row.month, row.entered) }))
    return {
      ...head,
      more: found.more,
      from,
      stages: later,
      names: Object.fromEntries([from, ...later].map((stage) => [stage, names[stage] ?? stage])),
      times: Object.fromEntries(times),
      rows,
    }
  },
})

/** How long it took everybody, in all cohorts of the period together. */
async function timesOfAll(
  client: Tx,
  cells: CellNames,
  { head, from, later }: Pick<Frame, 'head'> & { readonly from: string; readonly later: readonly string[] },
): Promise<ReadonlyMap<string, Quantiles | null>> {
  const pairs = later.map((to) => [from, to] as const)
  const { times } = await sumsWithTimes(client, cells, { ...head, by: null, most: 1 }, pairs)
  return new Map(later.map((to, index) => [to, times[index]?.get(ALL) ?? null]))
}

/** How many of a month's entries are younger than nine of ten who reached a stage were when they did. */
async function youngShares(
  client: Tx,
  { program, head }: Frame,
  {
    from,
    times,
    now,
  }: { readonly from: string; readonly times: ReadonlyMap<string, Quantiles | null>; readonly now: Time },
): Promise<(month: string, entered: number) => Record<string, number>> {
  const today = localDay(program.zone, now)
  const bounds = [...times].map(([stage, time]) => ({
    stage,
    day: time === null ? null : dateOf(today - Math.ceil(time.p90)),
  }))
  const oldest = bounds.flatMap(({ day }) => day ?? []).sort()[0] ?? dateOf(today)
  const days = await cellsOfDays(client, head.track, `${oldest.slice(0, 7)}-01`, dateOf(today))
  const entries = entriesByDay(days, from)
  const shares = new Map<string, readonly number[]>()
  const sharesOf = (month: string) => {
    // Where nobody ever got there, nobody is old enough to tell.
    const found = shares.get(month) ?? bounds.map(({ day }) => (day === null ? 1 : shareAfter(entries, month, day)))
    shares.set(month, found)
    return found
  }
  return (month, entered) => {
    const young = sharesOf(month)
    return Object.fromEntries(bounds.map(({ stage }, index) => [stage, Math.round(entered * (young[index] ?? 0))]))
  }
}
