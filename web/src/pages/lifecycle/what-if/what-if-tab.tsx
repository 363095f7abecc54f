import { getRouteApi } from '@tanstack/react-router'
import type { WhatIfView } from '../../../../../server/src/contract/what-if.ts'
import { type Stages, useStages } from '../../../components/stage/stages.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { DraftState } from '../draft-state.tsx'
import section from '../section.module.css'
import type { Draft } from '../use-draft.ts'
import type { DraftEffect } from '../use-draft-effect.ts'
import { BecameTable } from './became-table.tsx'
import { comparedOf } from './compared.ts'
import { ComparedPeople } from './compared-people.tsx'
import { MonthCharts } from './month-charts.tsx'
import { baseStage } from './stage-months.ts'
import { StagesTable } from './stages-table.tsx'
import { WhatIfControls } from './what-if-controls.tsx'

const route = getRouteApi('/lifecycle')
const { whatIf: text } = lifecycleWords

/** What would have happened had the draft always been in force. */
export function WhatIfTab({ draft, effect }: { readonly draft: Draft; readonly effect: DraftEffect }) {
  const stages = useStages()
  return (
    <DraftState draft={draft} effect={effect} answer={effect.whatIf} isOld={effect.isWhatIfOld}>
      {(answer) => <WhatIf answer={answer} stages={stages} />}
    </DraftState>
  )
}

function WhatIf({ answer, stages }: { readonly answer: WhatIfView; readonly stages: Stages }) {
  const base = baseStage(answer, route.useSearch().base)
  return (
    <>
      <p className={section['truth']} role="status">
        {text.truth(comparedOf(answer, stages))}
      </p>
      <p className={section['which']}>{text.isWhatIf}</p>
      <WhatIfControls answer={answer} base={base} />
      <MonthCharts answer={answer} base={base} stages={stages} />
      <BecameTable answer={answer} />
      <ComparedPeople answer={answer} stages={stages} />
      <StagesTable answer={answer} />
      <p className={section['foot']}>
        {(answer.orphaned > 0 || answer.orphanedNow > 0) && `${text.orphaned(answer.orphaned, answer.orphanedNow)} `}
        {text.asOf(answer.cpu_ms, text.engine[answer.engine])}
      </p>
    </>
  )
}
