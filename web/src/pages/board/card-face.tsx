import type { ReactNode } from 'react'
import type { ContactItem } from '../../../../server/src/contract/contacts.ts'
import { ContactMark } from '../../components/contact-mark.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import styles from './board-card.module.css'

/** What a card says of its contact. */
export function CardFace({ card, children }: { readonly card: ContactItem; readonly children: ReactNode }) {
  const { name, email, account, grade, level, since } = card
  return (
    <div className={styles['face']}>
      <ContactMark name={name ?? email} size={24} />
      <div className={styles['words']}>
        {children}
        <span className={styles['company']}>{account?.name ?? (name === null ? '' : email)}</span>
        <span className={styles['facts']}>
          {since !== null && <TimeAgo at={Date.parse(since)} />}
          {grade !== null && <span className={styles['tag']}>{grade}</span>}
          {level !== null && <span className={styles['tag']}>{level}</span>}
        </span>
      </div>
    </div>
  )
}
