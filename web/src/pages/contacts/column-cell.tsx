import { Link } from '@tanstack/react-router'
import type { ContactItem } from '../../../../server/src/contract/contacts.ts'
import { contactName } from '../../components/contact-name.ts'
import { sourceName } from '../../components/source-name.ts'
import { StageBadge } from '../../components/stage/stage-badge.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { listWords } from '../../words/contact-list-en.ts'
import { number, words } from '../../words/en.ts'
import styles from './contacts-table.module.css'

interface ColumnCellProps {
  readonly column: string
  readonly contact: ContactItem
  readonly stages: Stages
}

/** What a column says of a contact. */
export function ColumnCell({ column, contact, stages }: ColumnCellProps) {
  switch (column) {
    case 'stage':
      return <StageCell contact={contact} stages={stages} />
    case 'since':
    case 'active':
    case 'created': {
      const at = { since: contact.since, active: contact.activeAt, created: contact.values?.['created'] }[column]
      return typeof at === 'string' ? <TimeAgo at={Date.parse(at)} /> : words.states.noValue
    }
    default:
      return <span className={styles['cut']}>{textOf(column, contact)}</span>
  }
}

function StageCell({ contact, stages }: Omit<ColumnCellProps, 'column'>) {
  const { id, stage, level } = contact
  if (stage === null) return <span className={styles['soft']}>{words.contacts.noStage}</span>
  return (
    <Link
      from="/contacts"
      to="/contacts"
      search={(search) => ({ ...search, why: id })}
      className={styles['why']}
      resetScroll={false}
    >
      <StageBadge stage={stages.find(stage)} level={level} />
      <span className="for-readers-only">{words.contacts.whyHere(contactName(contact))}</span>
    </Link>
  )
}

function textOf(column: string, { values, scores, ...contact }: ContactItem): string {
  switch (column) {
    case 'account':
      return contact.account?.name ?? words.states.noValue
    case 'source':
      return sourceName(contact.source)
    case 'email':
    case 'id':
    case 'level':
    case 'reason':
    case 'grade':
      return contact[column] ?? words.states.noValue
    default:
      return valueText(column.startsWith('score:') ? scores[column.slice('score:'.length)] : values?.[column], column)
  }
}

function valueText(value: string | number | boolean | null | undefined, column: string): string {
  if (value === null || value === undefined || value === '') return words.states.noValue
  if (typeof value === 'boolean') return value ? listWords.yes : listWords.no
  if (typeof value === 'number') return number(value)
  return column === 'origin' ? sourceName(value) : value
}
