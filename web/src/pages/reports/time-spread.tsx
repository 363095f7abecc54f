import { Tooltip } from '@mantine/core'
import type { Quantiles } from '../../../../server/src/contract/reports.ts'
import { reportWords } from '../../words/reports-en.ts'
import { daysText } from './days-text.ts'

/** The median, with how the times are spread in its tooltip. */
export function MedianTime({ time, isPhrase = false }: { readonly time: Quantiles; readonly isPhrase?: boolean }) {
  const { n, median, q1, q3, p90, method } = time
  const spread = [
    `${reportWords.quartiles}: ${reportWords.quartileText(daysText(q1), daysText(q3))}`,
    `${reportWords.p90} ${daysText(p90)}`,
    reportWords.times(n),
    ...(method === 'histogram' ? [reportWords.roughly] : []),
  ].join(' · ')
  return (
    <Tooltip label={spread} multiline>
      <span>{isPhrase ? reportWords.funnel.took(daysText(median)) : daysText(median)}</span>
    </Tooltip>
  )
}
