import { getRouteApi } from '@tanstack/react-router'
import { monthAt, monthsText } from '../../components/door/month.ts'
import { useNow } from '../../components/use-now.ts'
import { reportWords } from '../../words/reports-en.ts'
import { type Months, monthsOf, usualPeriod } from './period.ts'
import { type ReportsSearch, readReportsSearch } from './reports-search.ts'

const route = getRouteApi('/reports/$name')

interface AskedReport {
  readonly search: ReportsSearch
  readonly months: Months
  readonly thisMonth: string
  /** The period within a sentence. */
  readonly when: string
  /** Changes the address; a value that is undefined is taken out of it. */
  readonly change: (changes: Changes) => void
}

type Changes = { readonly [Name in keyof ReportsSearch]?: ReportsSearch[Name] | undefined }

/** What the address asks for, and how to ask for something else. */
export function useReportsSearch(): AskedReport {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const thisMonth = monthAt(useNow())
  const months = monthsOf(search, thisMonth)
  const isOwn = search.since !== undefined || search.until !== undefined
  return {
    search,
    months,
    thisMonth,
    when: isOwn ? monthsText(search.since, search.until) : reportWords.periodPhrase(search.period ?? usualPeriod),
    change: (changes) =>
      void navigate({ search: (now) => readReportsSearch({ ...now, ...changes }), replace: true, resetScroll: false }),
  }
}
