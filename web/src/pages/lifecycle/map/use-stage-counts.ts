import { useQuery } from '@tanstack/react-query'
import { stagesReportQuery } from '../../../api/reports.ts'
import { stagesQuery } from '../../../api/stages.ts'

/** People of a stage of the version in force. */
export interface StageCount {
  readonly now: number
  /** Moves into it in the last seven days; null while they are not known. */
  readonly moved: number | null
  /** Null for the first track, which a door need not name. */
  readonly track: string | null
}

/** How many people are in each stage that is in force, and came into it this week. */
export function useStageCounts(): ReadonlyMap<string, StageCount> {
  const { data: stages } = useQuery(stagesQuery())
  const { data: report } = useQuery(stagesReportQuery({}))
  const moves = report?.rows[0]?.in
  return new Map(
    (stages?.tracks ?? []).flatMap(({ key: track, stages: own }, index) =>
      own.map(({ key, count }) => [
        key,
        { now: count, moved: index === 0 ? (moves?.[key] ?? null) : null, track: index === 0 ? null : track },
      ]),
    ),
  )
}
