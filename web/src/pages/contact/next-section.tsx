import { Link } from '@tanstack/react-router'
import type { WhyView } from '../../../../server/src/contract/why.ts'
import { agoPhrase } from '../../components/moment.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { useNow } from '../../components/use-now.ts'
import { words } from '../../words/en.ts'
import { DealLine } from './deal-line.tsx'
import styles from './next-section.module.css'
import section from './section.module.css'

interface NextSectionProps {
  readonly why: WhyView
  readonly stages: Stages
}

/** What to do with somebody who is in this stage, and what is open. */
export function NextSection({ why: { present, deals, stage, next }, stages }: NextSectionProps) {
  const now = useNow()
  const text = words.contact
  const place = stages.ordered.findIndex(({ key }) => key === stage)
  const following = place === -1 ? undefined : stages.ordered[place + 1]
  const open = deals.filter(({ state }) => state === 'open')
  const closed = deals.filter(({ state }) => state !== 'open')
  return (
    <section aria-labelledby="next">
      <h2 id="next" className={section['title']}>
        {text.next}
      </h2>
      {present !== null && stage !== null && (
        <div className={styles['block']}>
          {present.guidance === null ? (
            <p className={styles['soft']}>
              {text.noGuidance(present.name)}{' '}
              <Link to="/lifecycle" search={{}} className="link">
                {text.addGuidance}
              </Link>
            </p>
          ) : (
            <p className={styles['guidance']}>{present.guidance}</p>
          )}
          <p className={styles['soft']}>
            {present.owner !== null &&
              `${text.ownerOf(present.owner.charAt(0).toUpperCase() + present.owner.slice(1))} `}
            {following !== undefined && `${text.following(following.name)} `}
            {next.wakeAt !== null && text.wakes(agoPhrase(Date.parse(next.wakeAt), now))}
          </p>
        </div>
      )}
      <h3 className={styles['small']}>{text.open}</h3>
      {open.length === 0 ? (
        <p className={styles['soft']}>{text.nothingOpen}</p>
      ) : (
        <ul>
          {open.map((deal) => (
            <DealLine key={deal.id} deal={deal} />
          ))}
        </ul>
      )}
      {closed.length > 0 && (
        <details className={styles['closed']}>
          <summary>
            {text.closed} ({closed.length})
          </summary>
          <ul>
            {closed.map((deal) => (
              <DealLine key={deal.id} deal={deal} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
