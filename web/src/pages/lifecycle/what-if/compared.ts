import type { WhatIfView } from '../../../../../server/src/contract/what-if.ts'
import type { Stages } from '../../../components/stage/stages.ts'

/** The people of the compared stage, under both lifecycles. */
export function comparedOf({ stage, kept, dropped, added }: WhatIfView, stages: Stages) {
  return { stage: stages.find(stage).short, before: kept + dropped, after: kept + added, kept, dropped, added }
}

/** The later stage that tells most about quality: the sales qualified one, else the first that somebody reached. */
export function tellingStage({ later }: WhatIfView): WhatIfView['later'][number] | null {
  const reached = later.filter(({ kept, dropped }) => kept + dropped > 0)
  return later.find(({ stage }) => stage === 'sql') ?? reached[0] ?? later[0] ?? null
}
