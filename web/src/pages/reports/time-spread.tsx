import { Tooltip } from '@mantine/core'
import type { Quantiles } from '../../../../server/src/contract/reports.ts'
import { reportWords } from '../../words/reports-en.ts'
import { daysText, shortDaysText } from './days-text.ts'

/** The median in few signs, with how the times are spread in its tooltip; the table has both in full. */
export function MedianTime({ time }: { readonly time: Quantiles }) {
  const { n, median, q1, q3, p90, method } = time
  const spread = [
    `${reportWords.median} ${daysText(median)}`,
    `${reportWords.quartiles}: ${reportWords.quartileText(daysText(q1), daysText(q3))}`,
    `${reportWords.p90} ${daysText(p90)}`,
    reportWords.times(n),
    ...(method === 'histogram' ? [reportWords.roughly] : []),
  ].join(' · ')
  return (
    <Tooltip label={spread} multiline>
      <span>{reportWords.funnel.took(shortDaysText(median))}</span>
    </Tooltip>
  )
}
