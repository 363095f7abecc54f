import { Link } from '@tanstack/react-router'
import type { WhyView } from '../../../../server/src/contract/why.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { number, words } from '../../words/en.ts'
import styles from './scores.module.css'

interface ScoreSharesProps {
  readonly shares: WhyView['scores'][string]['shares']
  readonly contact: string
}

const MOST = 30

/** The events that gave points, the newest first, with what is left of each. */
export function ScoreShares({ shares, contact }: ScoreSharesProps) {
  const newest = [...shares].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, MOST)
  return (
    <details className={styles['shares']}>
      <summary>{words.contact.shares(shares.length)}</summary>
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
              {cut < 0 && `, ${words.contact.capped(number(-cut))}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
