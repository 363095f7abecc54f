import { getRouteApi } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { MissingPage } from '../../components/states/missing-page.tsx'
import { BetweenPage } from './between/between-page.tsx'
import { CohortsPage } from './cohorts/cohorts-page.tsx'
import { FunnelPage } from './funnel/funnel-page.tsx'
import { type ReportName, reportNames } from './reports-search.ts'
import { SourcesPage } from './sources/sources-page.tsx'
import { StagesPage } from './stages/stages-page.tsx'
import { StepsPage } from './steps/steps-page.tsx'

const route = getRouteApi('/reports/$name')

const pages: Readonly<Record<ReportName, ComponentType>> = {
  funnel: FunnelPage,
  stages: StagesPage,
  sources: SourcesPage,
  cohorts: CohortsPage,
  between: BetweenPage,
  steps: StepsPage,
}

/** The report that the address names. */
export function ReportsPage() {
  const { name } = route.useParams()
  const known = reportNames.find((one) => one === name)
  if (known === undefined) return <MissingPage />
  const Page = pages[known]
  return <Page />
}
