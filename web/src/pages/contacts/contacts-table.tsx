import type { ContactItem } from '../../../../server/src/contract/contacts.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { words } from '../../words/en.ts'
import { ContactRow } from './contact-row.tsx'
import styles from './contacts-table.module.css'
import { useRowKeys } from './use-row-keys.ts'

interface ContactsTableProps {
  readonly contacts: readonly ContactItem[]
  readonly stages: Stages
}

const { columns } = words.contacts

/** One contact a row. */
export function ContactsTable({ contacts, stages }: ContactsTableProps) {
  const body = useRowKeys()
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col" className={styles['company']}>
            {columns.company}
          </th>
          <th scope="col" className={styles['stage']}>
            {columns.stage}
          </th>
          <th scope="col" className={styles['since']}>
            {columns.since}
          </th>
          <th scope="col" className={styles['source']}>
            {columns.source}
          </th>
          <th scope="col" className={styles['active']}>
            {columns.active}
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {contacts.map((contact) => (
          <ContactRow key={contact.id} contact={contact} stages={stages} />
        ))}
      </tbody>
    </table>
  )
}
