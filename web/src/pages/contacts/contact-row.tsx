import { getRouteApi, Link } from '@tanstack/react-router'
import type { ContactItem } from '../../../../server/src/contract/contacts.ts'
import { cancelPrefetch, prefetchContact } from '../../api/prefetch-contact.ts'
import { ContactMark } from '../../components/contact-mark.tsx'
import { contactName } from '../../components/contact-name.ts'
import { sourceName } from '../../components/source-name.ts'
import { StageBadge } from '../../components/stage/stage-badge.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { words } from '../../words/en.ts'
import styles from './contacts-table.module.css'

const route = getRouteApi('/contacts')

interface ContactRowProps {
  readonly contact: ContactItem
  readonly stages: Stages
}

/** A contact in the list: its name leads to its page, its stage to the reason for it. */
export function ContactRow({ contact, stages }: ContactRowProps) {
  const { id, stage, level, since, source, activeAt, account } = contact
  const { why } = route.useSearch()
  const name = contactName(contact)
  return (
    <tr
      data-chosen={why === id || undefined}
      onMouseEnter={() => prefetchContact(id)}
      onMouseLeave={cancelPrefetch}
      onFocus={() => prefetchContact(id)}
    >
      <td>
        <Link to="/contacts/$id" params={{ id }} search={{}} className={styles['name']} data-row={id}>
          <ContactMark name={contact.name ?? contact.email} />
          <span className={styles['cut']} data-unnamed={contact.name === null || undefined}>
            {name}
          </span>
        </Link>
      </td>
      <td className={styles['company']}>
        <span className={styles['cut']}>{account?.name ?? words.states.noValue}</span>
      </td>
      <td className={styles['stage']}>
        {stage === null ? (
          <span className={styles['soft']}>{words.contacts.noStage}</span>
        ) : (
          <Link
            to="/contacts"
            search={(search) => ({ ...search, why: id })}
            className={styles['why']}
            resetScroll={false}
          >
            <StageBadge stage={stages.find(stage)} level={level} />
            <span className="for-readers-only">{words.contacts.whyHere(name)}</span>
          </Link>
        )}
      </td>
      <td className={styles['since']}>{since === null ? words.states.noValue : <TimeAgo at={Date.parse(since)} />}</td>
      <td className={styles['source']}>
        <span className={styles['cut']}>{sourceName(source)}</span>
      </td>
      <td className={styles['active']}>
        {activeAt === null ? words.states.noValue : <TimeAgo at={Date.parse(activeAt)} />}
      </td>
    </tr>
  )
}
