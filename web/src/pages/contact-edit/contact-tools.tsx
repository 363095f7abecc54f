import { IconGitMerge, IconPencil, IconScissors } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ContactDetail } from '../../../../server/src/contract/contacts.ts'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import styles from './contact-edit.module.css'
import { useMay } from './use-may.ts'

/** What can be done to a contact by hand, beside moving it. */
export function ContactTools({ contact }: { readonly contact: ContactDetail }) {
  const { id } = contact
  const { tools } = contactEditWords
  const mayChange = useMay('change')
  if (contact.erased || !mayChange) return null
  return (
    <nav aria-label={tools.label} className={styles['tools']}>
      <Link to="/contacts/$id" params={{ id }} search={(search) => ({ ...search, panel: 'edit' })} resetScroll={false}>
        <IconPencil size={16} stroke={1.75} aria-hidden="true" />
        {tools.edit}
      </Link>
      <Link to="/contacts/merge" search={{ one: id }}>
        <IconGitMerge size={16} stroke={1.75} aria-hidden="true" />
        {tools.merge}
      </Link>
      <Link to="/contacts/$id/parts" params={{ id }}>
        <IconScissors size={16} stroke={1.75} aria-hidden="true" />
        {tools.split}
      </Link>
    </nav>
  )
}
