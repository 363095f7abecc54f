import { between } from './between.ts'
import { cohorts } from './cohorts.ts'
import { funnel } from './funnel.ts'
import type { Report } from './report.ts'
import { sources } from './sources.ts'
import { stages } from './stages.ts'
import { steps } from './steps.ts'

/** The reports there are. */
export const reports: readonly Report[] = [funnel, stages, sources, cohorts, between, steps]
