import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Dimension, dimensions } from '../../../../server/src/domain/reports/dimensions.ts'
import { stagesQuery } from '../../api/stages.ts'
import { monthAfter, shortMonthText } from '../../components/door/month.ts'
import { dimensionNames } from '../../words/doors-en.ts'
import { reportWords } from '../../words/reports-en.ts'
import { type Period, periods, usualPeriod } from './period.ts'
import { useReportsSearch } from './use-reports-search.ts'

const { controls } = reportWords
const OTHER = 'other'
/** So many months back can be chosen; an address may name any. */
const MONTHS_BACK = 60

/** Which months count: some up to now, or from one to another. */
export function PeriodControl() {
  const { search, months, thisMonth, change } = useReportsSearch()
  const [isOpen, setOpen] = useState(false)
  const isOwn = search.since !== undefined || search.until !== undefined
  const choice = isOwn || isOpen ? OTHER : (search.period ?? usualPeriod)
  const choose = (value: string) => {
    setOpen(value === OTHER)
    if (value === OTHER) change({ period: undefined, since: months.since, until: months.until ?? thisMonth })
    else change({ period: value === usualPeriod ? undefined : (value as Period), since: undefined, until: undefined })
  }
  return (
    <>
      <NativeSelect
        size="xs"
        label={controls.period}
        value={choice}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={[
          ...periods.map((value) => ({ value, label: controls.periods[value] })),
          { value: OTHER, label: controls.otherMonths },
        ]}
      />
      {choice === OTHER && (
        <>
          <MonthControl label={controls.since} value={search.since} onChoose={(since) => change({ since })} />
          <MonthControl label={controls.until} value={search.until} onChoose={(until) => change({ until })} />
        </>
      )}
    </>
  )
}

interface MonthControlProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChoose: (month: string | undefined) => void
}

function MonthControl({ label, value, onChoose }: MonthControlProps) {
  const { thisMonth } = useReportsSearch()
  const recent = Array.from({ length: MONTHS_BACK }, (_, back) => monthAfter(thisMonth, -back))
  const months = value === undefined || recent.includes(value) ? recent : [...recent, value]
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value ?? ''}
      onChange={({ currentTarget }) => onChoose(currentTarget.value === '' ? undefined : currentTarget.value)}
      data={[
        { value: '', label: controls.anyMonth },
        ...months.map((month) => ({ value: month, label: shortMonthText(month) })),
      ]}
    />
  )
}

/** By what the numbers are broken down. */
export function BreakdownControl() {
  const { search, change } = useReportsSearch()
  return (
    <NativeSelect
      size="xs"
      label={controls.by}
      value={search.by ?? ''}
      onChange={({ currentTarget: { value } }) =>
        change({ by: value === '' ? undefined : (value as Dimension), key: undefined, all: undefined })
      }
      data={[
        { value: '', label: controls.notBroken },
        ...dimensions.map((value) => ({ value, label: dimensionNames[value] })),
      ]}
    />
  )
}

/** Which track, where there are several. */
export function TrackControl() {
  const { search, change } = useReportsSearch()
  const tracks = useQuery(stagesQuery()).data?.tracks ?? []
  if (tracks.length < 2) return null
  return (
    <NativeSelect
      size="xs"
      label={controls.track}
      value={search.track ?? tracks[0]?.key ?? ''}
      onChange={({ currentTarget: { value } }) =>
        change({ track: value === tracks[0]?.key ? undefined : value, from: undefined, to: undefined })
      }
      data={tracks.map(({ key, name }) => ({ value: key, label: name }))}
    />
  )
}

interface ChoiceControlProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly onChoose: (value: string) => void
}

/** One of a few. */
export function ChoiceControl({ label, value, choices, onChoose }: ChoiceControlProps) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      data={[...choices]}
    />
  )
}
