import { NativeSelect } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { WhatIfView } from '../../../../../server/src/contract/what-if.ts'
import { monthAfter, monthAt, shortMonthText } from '../../../components/door/month.ts'
import { type Stages, useStages } from '../../../components/stage/stages.ts'
import { useNow } from '../../../components/use-now.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { DraftState } from '../draft-state.tsx'
import section from '../section.module.css'
import type { Draft } from '../use-draft.ts'
import type { DraftEffect } from '../use-draft-effect.ts'
import { BecameTable } from './became-table.tsx'
import { comparedOf } from './compared.ts'
import { ComparedPeople } from './compared-people.tsx'
import { MonthsTable } from './months-table.tsx'
import { monthsOf } from './stage-months.ts'
import { StagesTable } from './stages-table.tsx'
import styles from './what-if-tab.module.css'

const route = getRouteApi('/lifecycle')
const { whatIf: text } = lifecycleWords
const MONTHS_BACK = 60
// The library that draws it is larger than all the rest of the page.
const MonthsChart = lazy(() => import('./months-chart.tsx').then((module) => ({ default: module.MonthsChart })))

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
  const compared = comparedOf(answer, stages)
  const months = monthsOf(answer)
  return (
    <>
      <p className={section['truth']} role="status">
        {text.truth(compared)}
      </p>
      <p className={section['which']}>{text.isWhatIf}</p>
      <Controls answer={answer} />
      {months.length > 0 && (
        <section className={section['section']} aria-labelledby="months">
          <h2 id="months" className={section['title']}>
            {text.chart(compared.stage)}
          </h2>
          <div className={styles['chart']}>
            <Suspense fallback={null}>
              <MonthsChart label={text.chart(compared.stage)} months={months} />
            </Suspense>
          </div>
          <MonthsTable months={months} stage={compared.stage} />
        </section>
      )}
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

function Controls({ answer }: { readonly answer: WhatIfView }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const thisMonth = monthAt(useNow())
  const months = Array.from({ length: MONTHS_BACK }, (_, back) => monthAfter(thisMonth, -back))
  const change = (changed: { stage?: string | undefined; since?: string | undefined }) =>
    void navigate({
      search: (before) => {
        const { stage = before.stage, since = before.since } = changed
        const { stage: _, since: __, ...rest } = before
        return { ...rest, ...(stage ? { stage } : {}), ...(since ? { since } : {}) }
      },
      resetScroll: false,
    })
  return (
    <div className={styles['controls']}>
      <NativeSelect
        size="xs"
        label={text.stage}
        value={answer.stage}
        onChange={({ currentTarget }) => change({ stage: currentTarget.value })}
        data={answer.stages.map(({ stage, name }) => ({ value: stage, label: name }))}
      />
      <NativeSelect
        size="xs"
        label={text.since}
        value={search.since ?? ''}
        onChange={({ currentTarget }) => change({ since: currentTarget.value })}
        data={[
          { value: '', label: text.sinceAll },
          ...months.map((month) => ({ value: month, label: shortMonthText(month) })),
        ]}
      />
    </div>
  )
}
