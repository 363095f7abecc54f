import { NativeSelect } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { WhatIfView } from '../../../../../server/src/contract/what-if.ts'
import { monthAfter, monthAt, shortMonthText } from '../../../components/door/month.ts'
import { useNow } from '../../../components/use-now.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import styles from './what-if-tab.module.css'

const route = getRouteApi('/lifecycle')
const { whatIf: text } = lifecycleWords
const MONTHS_BACK = 60

interface WhatIfControlsProps {
  readonly answer: WhatIfView
  readonly base: string | null
}

/** Whose entries are compared, against what, and in which months; the address holds it. */
export function WhatIfControls({ answer, base }: WhatIfControlsProps) {
  const { since = '', until = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const thisMonth = monthAt(useNow())
  const months = Array.from({ length: MONTHS_BACK }, (_, back) => monthAfter(thisMonth, -back))
  /** Sets one part of the question; an empty one is taken out. */
  const change = (name: 'stage' | 'base' | 'since' | 'until', value: string) =>
    void navigate({
      search: ({ [name]: _, ...rest }) => (value === '' ? rest : { ...rest, [name]: value }),
      resetScroll: false,
    })
  const option = (month: string) => ({ value: month, label: shortMonthText(month) })
  const stages = answer.stages.map(({ stage, name }) => ({ value: stage, label: name }))
  return (
    <div className={styles['controls']}>
      <NativeSelect
        size="xs"
        label={text.stage}
        value={answer.stage}
        onChange={({ currentTarget }) => change('stage', currentTarget.value)}
        data={stages}
      />
      {base !== null && (
        <NativeSelect
          size="xs"
          label={text.base}
          value={base}
          onChange={({ currentTarget }) => change('base', currentTarget.value)}
          data={stages.filter(({ value }) => value !== answer.stage)}
        />
      )}
      <NativeSelect
        size="xs"
        label={text.since}
        value={since}
        onChange={({ currentTarget }) => change('since', currentTarget.value)}
        data={[
          { value: '', label: text.sinceAll },
          ...months.filter((month) => until === '' || month <= until).map(option),
        ]}
      />
      <NativeSelect
        size="xs"
        label={text.until}
        value={until}
        onChange={({ currentTarget }) => change('until', currentTarget.value)}
        data={[
          { value: '', label: text.untilNow },
          ...months.filter((month) => month !== thisMonth && (since === '' || month >= since)).map(option),
        ]}
      />
    </div>
  )
}
