import { Link } from '@tanstack/react-router'
import type { WhyView } from '../../../../server/src/contract/why.ts'
import { sourceName } from '../../components/source-name.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { words } from '../../words/en.ts'
import { FactList } from './fact-list.tsx'
import styles from './facts.module.css'

interface TouchesProps {
  readonly why: WhyView
  readonly stages: Stages
}

type Touch = NonNullable<WhyView['touches']['first']>

/** Where a contact came from: at first, at last, and before it entered its stage. */
export function Touches({ why: { touches, contact }, stages }: TouchesProps) {
  const { first, latest, tipping, recent } = touches
  const text = words.contact
  if (first === null) return <p className={styles['note']}>{text.noTouch}</p>
  return (
    <>
      <FactList
        title={text.touches}
        facts={[
          { key: 'first', name: text.first, value: <TouchText touch={first} contact={contact.id} /> },
          ...(latest === null
            ? []
            : [{ key: 'latest', name: text.latest, value: <TouchText touch={latest} contact={contact.id} /> }]),
          ...(tipping === null
            ? []
            : [
                {
                  key: 'tipping',
                  name: text.tipping(stages.find(tipping.stage).short),
                  value: sourceName(tipping.source),
                },
              ]),
        ]}
      />
      {recent.length > 1 && (
        <details className={styles['more']}>
          <summary>{text.recent(recent.length)}</summary>
          <ul>
            {recent.map((touch) => (
              <li key={`${touch.at} ${touch.event}`}>
                <TouchText touch={touch} contact={contact.id} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function TouchText({
  touch: { source, campaign, at, event },
  contact,
}: {
  readonly touch: Touch
  readonly contact: string
}) {
  const name = [sourceName(source), campaign].filter((part) => part !== null).join(' / ')
  return (
    <>
      {event === null ? (
        name
      ) : (
        <Link to="/contacts/$id" params={{ id: contact }} search={{ event }} resetScroll={false} className="link">
          {name}
        </Link>
      )}{' '}
      <span className={styles['soft']}>
        <TimeAgo at={Date.parse(at)} />
      </span>
    </>
  )
}
