import { useElementSize } from '@mantine/hooks'
import type { CSSProperties } from 'react'
import type { ContactItem } from '../../../../server/src/contract/contacts.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { words } from '../../words/en.ts'
import { ContactRow } from './contact-row.tsx'
import styles from './contacts-table.module.css'
import { CHOOSE_WIDTH, ChooseAllCell } from './selection/choose-cell.tsx'
import type { Chooser } from './selection/use-selection.ts'
import { useRowKeys } from './use-row-keys.ts'
import { ColumnHead } from './view/column-head.tsx'
import { NAME_WIDTH, widthOf } from './view/columns.ts'
import { usualColumns } from './view/list-view.ts'
import { useListView } from './view/use-list-view.ts'

interface ContactsTableProps {
  readonly contacts: readonly ContactItem[]
  readonly stages: Stages
  readonly chooser: Chooser | null
}

/** One contact a row. */
export function ContactsTable({ contacts, stages, chooser }: ContactsTableProps) {
  const body = useRowKeys()
  const { view, setView } = useListView()
  const { columns, compact } = view
  const isUsual = columns.length === usualColumns.length && columns.every(({ name }, at) => name === usualColumns[at])
  const { ref: place, width: room } = useElementSize<HTMLDivElement>()
  const least = columns.reduce((sum, { name, width }) => sum + (width ?? widthOf(name)), NAME_WIDTH + CHOOSE_WIDTH)
  return (
    <div ref={place} className={styles['place']} data-wide={(!isUsual && room > 0 && least > room) || undefined}>
      <table
        className={styles['table']}
        data-usual={isUsual || undefined}
        data-compact={compact || undefined}
        style={isUsual ? undefined : ({ '--least': `${least}px` } as CSSProperties)}
      >
        <thead>
          <tr>
            {chooser !== null && <ChooseAllCell shown={contacts} chooser={chooser} />}
            <th scope="col" className={styles['who']}>
              {words.contacts.columns.name}
            </th>
            {columns.map((column, index) => (
              <ColumnHead
                key={column.name}
                column={column}
                isUsual={isUsual}
                onWidth={(width) => setView({ ...view, columns: columns.with(index, { ...column, width }) })}
              />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {contacts.map((contact) => (
            <ContactRow key={contact.id} contact={contact} stages={stages} columns={columns} chooser={chooser} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
