import { momentOf } from '../../contract/moment.ts'
import { StagesReport, StagesReportQuery } from '../../contract/reports.ts'
import { dateOf, localDay } from '../../domain/calendar/zone.ts'
import { cellOf } from '../../domain/reports/contribution.ts'
import { sumsByValue, sumsOfAll } from '../../domain/reports/sums.ts'
import { WEEK } from '../../domain/reports/week.ts'
import { cellsNow, cellsOfDays } from '../../features/reports/cells-of.ts'
import { frameOf } from './frame.ts'
import { report } from './report.ts'

export const stages = report({
  name: 'stages',
  says: 'who is where now, and how many moved in and out in the last seven days',
  query: StagesReportQuery,
  answer: StagesReport,
  async show(ripen, query) {
    const { program, track, head, most, names } = await frameOf(ripen, query)
    const keys = [...track.byKey.keys()]
    const today = localDay(program.zone, ripen.now())
    const week = { since: dateOf(today - WEEK + 1), until: dateOf(today) }
    const found = await cellsNow(ripen.db.pool, { track: head.track, by: head.by, most })
    const moves =
      head.by === null ? sumsOfAll(await cellsOfDays(ripen.db.pool, head.track, week.since, week.until)) : null
    const moved = (cell: (stage: string) => string) => moves?.byStage(keys, cell) ?? null
    return {
      ...head,
      more: found.more,
      at: momentOf(ripen.now()),
      week,
      stages: keys.map((key) => ({ key, name: names[key] ?? key, detour: track.byKey.get(key)?.detour === true })),
      rows: [...sumsByValue(found)].map(([key, sum]) => ({
        key,
        now: sum.byStage(keys, cellOf.now),
        in: moved(cellOf.movedIn),
        out: moved(cellOf.movedOut),
      })),
    }
  },
})
