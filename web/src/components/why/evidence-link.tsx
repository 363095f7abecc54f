import { IconArrowDownRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { WhyView } from '../../../../server/src/contract/why.ts'
import { TimeAgo } from '../time-ago.tsx'
import styles from './why.module.css'

interface EvidenceLinkProps {
  readonly contact: string
  readonly event: WhyView['evidenceEvents'][number]
}

/** Leads to an event in the contact's timeline. */
export function EvidenceLink({ contact, event }: EvidenceLinkProps) {
  return (
    <Link
      to="/contacts/$id"
      params={{ id: contact }}
      search={{ event: event.id }}
      className={styles['proof-link']}
      resetScroll={false}
    >
      <IconArrowDownRight size={14} aria-hidden="true" />
      <span className="link">{event.text}</span>
      <span className={styles['when']}>
        <TimeAgo at={Date.parse(event.at)} />
      </span>
    </Link>
  )
}
