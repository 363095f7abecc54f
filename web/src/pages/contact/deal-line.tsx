import { IconBriefcase } from '@tabler/icons-react'
import type { WhyView } from '../../../../server/src/contract/why.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { words } from '../../words/en.ts'
import styles from './next-section.module.css'

/** A deal in a line: which, how it stands, since when, and the contact's part in it. */
export function DealLine({ deal }: { readonly deal: WhyView['deals'][number] }) {
  const { id, state, kind, amount, currency, step, role, at } = deal
  const about = [kind === 'new' ? null : kind, step, role].filter((part) => part !== null)
  return (
    <li className={styles['deal']}>
      <IconBriefcase size={16} stroke={1.75} aria-hidden="true" />
      <span>
        {words.contact.deal(id)}{' '}
        <b className="figures">{amount === null ? '' : `${amountText(amount)} ${currency ?? ''}`}</b>
        {about.length > 0 && <span className={styles['soft']}> · {about.join(' · ')}</span>}
      </span>
      <span className={styles['soft']}>
        {words.contact.dealStates[state]}
        {at !== null && (
          <>
            {' '}
            {words.contact.sinceShort} <TimeAgo at={Date.parse(at)} />
          </>
        )}
      </span>
    </li>
  )
}

/** Decimal text in groups of three; what is no number stays as it was sent. */
function amountText(amount: string): string {
  return /^\d{1,15}(\.\d+)?$/.test(amount) ? Number(amount).toLocaleString('en', { maximumFractionDigits: 2 }) : amount
}
