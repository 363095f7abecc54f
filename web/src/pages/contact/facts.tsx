import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ContactDetail } from '../../../../server/src/contract/contacts.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { words } from '../../words/en.ts'
import { FactList } from './fact-list.tsx'
import styles from './facts.module.css'
import { LongText } from './long-text.tsx'
import { traitName, traitText } from './trait-words.ts'

const LONGEST_NAME = 80

interface FactsProps {
  readonly contact: ContactDetail
  /** What is concluded from the history, below the facts. */
  readonly children?: ReactNode
}

/** What is known of a contact beside what it did. */
export function Facts({ contact, children }: FactsProps) {
  const { traits, identities, account, createdAt, activeAt, merged, known } = contact
  const text = words.contact
  return (
    <aside aria-label={text.facts} className={styles['facts']}>
      {!known && <p className={styles['note']}>{text.anonymousNote}</p>}
      <FactList
        title={text.facts}
        facts={Object.entries(traits)
          .filter(([, value]) => value !== null && value !== contact.name && value !== contact.email)
          .map(([key, value]) => ({
            key,
            name: traitName(key).slice(0, LONGEST_NAME),
            value: <LongText text={traitText(value)} />,
          }))}
      />
      <FactList
        title={text.account}
        facts={
          account === null
            ? []
            : [
                {
                  key: account.id,
                  name: text.company,
                  value: (
                    <Link to="/accounts/$id" params={{ id: account.id }} search={{}} className="link">
                      {account.name ?? account.id}
                    </Link>
                  ),
                },
              ]
        }
      />
      <FactList
        title={text.identities}
        facts={identities.map(({ kind, value }) => ({ key: `${kind} ${value}`, name: text.known[kind], value }))}
      />
      <FactList
        title={text.seen}
        facts={[
          { key: 'created', name: text.created, value: <TimeAgo at={Date.parse(createdAt)} /> },
          ...(activeAt === null
            ? []
            : [{ key: 'active', name: text.active, value: <TimeAgo at={Date.parse(activeAt)} /> }]),
        ]}
      />
      {children}
      {merged.length > 0 && <p className={styles['note']}>{text.merged(merged.length)}</p>}
    </aside>
  )
}
