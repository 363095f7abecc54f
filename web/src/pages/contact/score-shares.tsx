import { Link } from '@tanstack/react-router'
import type { WhyView } from '../../../../server/src/contract/why.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { number, words } from '../../words/en.ts'
import styles from './scores.module.css'

interface ScoreSharesProps {
  readonly score: WhyView['scores'][string]
  readonly contact: string
}

/** The events that gave points, the newest first, with what faded and what a cap cut. */
export function ScoreShares({ score: { shares, groups, since }, contact }: ScoreSharesProps) {
  const newest = [...shares].reverse()
  const earlier = groups.filter(({ earlier: left }) => left >= 0.1)
  return (
    <details className={styles['shares']}>
      <summary>{since === null ? words.contact.shares(shares.length) : words.contact.listed(shares.length)}</summary>
      <ul>
        {newest.map(({ event, at, text, points, cut, now, group, rule }) => (
          <li key={`${event} ${group} ${rule}`} className={styles['share']}>
            <Link
              to="/contacts/$id"
              params={{ id: contact }}
              search={{ event }}
              resetScroll={false}
              className={styles['event']}
            >
              {text}
            </Link>
            <span className={styles['when']}>
              <TimeAgo at={Date.parse(at)} />
            </span>
            <span className={styles['given']}>
              {number(Math.floor(now * 10) / 10)} {words.contact.shareOf(number(points))}
              {cut < 0 && `, ${words.contact.capped(number(Math.round(-cut * 10) / 10))}`}
            </span>
          </li>
        ))}
        {earlier.map(({ key, name, earlier: left }) => (
          <li key={key} className={styles['share']}>
            <span>
              {words.contact.earlierWhole}: {name.replaceAll('_', ' ')}
            </span>
            <span className={styles['when']} />
            <span className={styles['given']}>{number(Math.floor(left * 10) / 10)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
