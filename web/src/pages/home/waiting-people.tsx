import { Link } from '@tanstack/react-router'
import type { HomeView } from '../../../../server/src/contract/home.ts'
import { cancelPrefetch, prefetchContact } from '../../api/prefetch-contact.ts'
import { ContactMark } from '../../components/contact-mark.tsx'
import { contactName } from '../../components/contact-name.ts'
import { StageBadge } from '../../components/stage/stage-badge.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { homeWords } from '../../words/home-en.ts'
import styles from './home.module.css'

interface WaitingPeopleProps {
  readonly waiting: NonNullable<HomeView['waiting']>
  readonly stages: Stages
}

/** For sales: who came last into the stages of its teams, or waits to be accepted. */
export function WaitingPeople({ waiting, stages }: WaitingPeopleProps) {
  const names = new Intl.ListFormat('en').format(waiting.stages.map((stage) => stages.find(stage).short))
  return (
    <section aria-labelledby="waiting" className={styles['section']}>
      <h2 id="waiting">{homeWords.waiting}</h2>
      <p className={styles['quiet']}>
        {waiting.items.length === 0 ? homeWords.waitingNone : homeWords.waitingSays(names)}
      </p>
      <ul className={styles['lines']}>
        {waiting.items.map((contact) => (
          <li
            key={contact.id}
            className={styles['line']}
            onMouseEnter={() => prefetchContact(contact.id)}
            onMouseLeave={cancelPrefetch}
          >
            <ContactMark name={contact.name ?? contact.email} />
            <div className={styles['says']}>
              <Link to="/contacts/$id" params={{ id: contact.id }} search={{}} className={styles['name']}>
                {contactName(contact)}
              </Link>
              {contact.account?.name != null && <span className={styles['soft']}> · {contact.account.name}</span>}
            </div>
            <span className={styles['standing']}>
              {contact.stage !== null && <StageBadge stage={stages.find(contact.stage)} level={contact.level} />}
            </span>
            <span className={styles['when']}>
              {contact.since !== null && <TimeAgo at={Date.parse(contact.since)} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
