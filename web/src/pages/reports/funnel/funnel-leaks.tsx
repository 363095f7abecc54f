import { IconDropletDown } from '@tabler/icons-react'
import { useQueries, useQuery } from '@tanstack/react-query'
import type { Dimension } from '../../../../../server/src/domain/reports/dimensions.ts'
import { funnelQuery } from '../../../api/reports.ts'
import { monthsText } from '../../../components/door/month.ts'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { dimensionNames, keyText } from '../../../words/doors-en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { comparableMonths, type Months } from '../period.ts'
import section from '../section.module.css'
import { shareText } from '../share.ts'
import { useReportsSearch } from '../use-reports-search.ts'
import styles from './funnel-leaks.module.css'
import { findLeaks, type Leak } from './leak.ts'

const { leak: text } = reportWords.funnel
/** Where nobody chose a break-down, these are looked through. */
const usual: readonly Dimension[] = ['source', 'campaign', 'country', 'owner', 'account_tier']
const MOST = 3

/** Where more is lost than need be, named. */
export function FunnelLeaks({ stages }: { readonly stages: Stages }) {
  const { months, thisMonth } = useReportsSearch()
  const compared = comparableMonths(months, thisMonth)
  return (
    <section className={section['section']} aria-labelledby="leaks">
      <h2 id="leaks" className={section['title']}>
        {text.title}
      </h2>
      {compared === null ? <p className={section['note']}>{text.tooFew}</p> : <Found {...compared} stages={stages} />}
    </section>
  )
}

interface FoundProps {
  readonly now: Months
  readonly before: Months | null
  readonly length: number | null
  readonly stages: Stages
}

function Found({ now, before, length, stages }: FoundProps) {
  const { search } = useReportsSearch()
  const { track, by } = search
  const present = useQuery(funnelQuery({ track, ...now }))
  const past = useQuery({ ...funnelQuery({ track, ...before }), enabled: before !== null })
  const splits = useQueries({
    queries: (by === undefined ? usual : [by]).map((one) => funnelQuery({ track, by: one, ...now })),
  })
  const isComplete = (before === null || past.isFetched) && splits.every(({ isFetched }) => isFetched)
  if (present.data === undefined || !isComplete) return <p className={section['note']}> </p>
  const leaks = findLeaks({
    now: present.data,
    before: before === null ? null : (past.data ?? null),
    splits: splits.flatMap(({ data }) => data ?? []),
    months: length,
  })
  return (
    <>
      {leaks.length === 0 ? (
        <p className={section['note']}>{text.none}</p>
      ) : (
        <ol className={styles['leaks']}>
          {leaks.slice(0, MOST).map((leak) => (
            <li key={`${leak.from} ${leak.to}`}>
              <IconDropletDown size={16} className={styles['icon']} aria-hidden="true" />
              <LeakSentence leak={leak} track={track} now={now} before={before} length={length} stages={stages} />
            </li>
          ))}
        </ol>
      )}
      <p className={section['foot']}>{text.judged(monthsText(now.since, now.until))}</p>
    </>
  )
}

interface LeakSentenceProps extends FoundProps {
  readonly leak: Leak
  readonly track: string | undefined
}

function LeakSentence({ leak, track, now, before, length, stages }: LeakSentenceProps) {
  const { from, to, by, here, there, avoidable } = leak
  const step = `${stages.find(from).short} → ${stages.find(to).short}`
  const door = (group: Leak['here'], months: Months) => ({
    ...(track === undefined ? {} : { track }),
    ...months,
    ...(by === null || group.key === null ? {} : { by, key: group.key }),
    from,
    reached: to,
  })
  return (
    <p>
      <strong>
        {by === null ? text.since(step) : text.segment(step, keyText(by, here.key ?? ''), dimensionNames[by])}
      </strong>
      <PeopleLink count={here.reached} door={door(here, now)}>
        {shareText(here.reached, here.base)}
      </PeopleLink>
      {text.wentOn}
      {by === null ? text.earlier(length ?? 0) : text.whereas(keyText(by, there.key ?? ''))}
      <PeopleLink count={there.reached} door={door(there, by === null ? (before ?? now) : now)}>
        {shareText(there.reached, there.base)}
      </PeopleLink>
      {text.did}.{text.avoidable(avoidable)}
    </p>
  )
}
