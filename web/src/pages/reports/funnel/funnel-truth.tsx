import { useQuery } from '@tanstack/react-query'
import { cohortsQuery } from '../../../api/reports.ts'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { daysText } from '../days-text.ts'
import { shareText } from '../share.ts'
import { useReportsSearch } from '../use-reports-search.ts'
import { stagesOfCohort } from './funnel-stages.ts'

const { funnel: text } = reportWords

interface FunnelTruthProps {
  readonly stages: Stages
  readonly pivot: { readonly from: string; readonly to: string } | null
}

/** "412 people entered MQL in the last 12 months; 29 % of 412 became SQL, in 6 days by the median." */
export function FunnelTruth({ stages, pivot }: FunnelTruthProps) {
  const { search, months, when } = useReportsSearch()
  const { data } = useQuery({
    ...cohortsQuery({ track: search.track, from: pivot?.from, ...months }),
    enabled: pivot !== null,
  })
  if (pivot === null || data === undefined) return null
  const nameOf = (key: string) => stages.find(key).short
  const all = stagesOfCohort(data, 'all')
  const entered = all[0]?.reached
  const next = all.find(({ key }) => key === pivot.to)
  const name = nameOf(data.from)
  if (entered === undefined || next === undefined || entered.count === 0) return text.truthNobody(name, when)
  const time = data.times[pivot.to] ?? null
  const young = next.young ?? 0
  return (
    <>
      <PeopleLink count={entered.count} door={entered.door}>
        {reportWords.people(entered.count)}
      </PeopleLink>
      {text.truth('', name, when)};{' '}
      <PeopleLink count={next.reached.count} door={next.reached.door}>
        {shareText(next.reached.count, entered.count)}
      </PeopleLink>
      {text.truthNext('', nameOf(pivot.to))}
      {time === null || next.reached.count === 0 ? '' : `, ${text.truthTime(daysText(time.median))}`}.
      {young > 0 && ` ${young < entered.count ? text.truthYoung(young) : text.truthEarly}`}
    </>
  )
}
