import { getRouteApi, Link } from '@tanstack/react-router'
import type { ContactItem } from '../../../../server/src/contract/contacts.ts'
import { cancelPrefetch, prefetchContact } from '../../api/prefetch-contact.ts'
import { ContactMark } from '../../components/contact-mark.tsx'
import { contactName } from '../../components/contact-name.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { ColumnCell } from './column-cell.tsx'
import styles from './contacts-table.module.css'
import { ChooseCell } from './selection/choose-cell.tsx'
import type { Chooser } from './selection/use-selection.ts'
import type { ListColumn } from './view/list-view.ts'

const route = getRouteApi('/contacts')

interface ContactRowProps {
  readonly contact: ContactItem
  readonly stages: Stages
  readonly columns: readonly ListColumn[]
  /** Null where nothing can be done with who is chosen. */
  readonly chooser: Chooser | null
}

/** A contact in the list: its name leads to its page, its stage to the reason for it. */
export function ContactRow({ contact, stages, columns, chooser }: ContactRowProps) {
  const { id } = contact
  const { why } = route.useSearch()
  const name = contactName(contact)
  return (
    <tr
      data-chosen={why === id || chooser?.isChosen(id) === true || undefined}
      onMouseEnter={() => prefetchContact(id)}
      onMouseLeave={cancelPrefetch}
      onFocus={() => prefetchContact(id)}
    >
      {chooser !== null && <ChooseCell id={id} name={name} chooser={chooser} />}
      <td>
        <Link to="/contacts/$id" params={{ id }} search={{}} className={styles['name']} data-row={id}>
          <ContactMark name={contact.name ?? contact.email} />
          <span className={styles['cut']} data-unnamed={contact.name === null || undefined}>
            {name}
          </span>
        </Link>
      </td>
      {columns.map(({ name: column }) => (
        <td key={column} className={styles[column]}>
          <ColumnCell column={column} contact={contact} stages={stages} />
        </td>
      ))}
    </tr>
  )
}
