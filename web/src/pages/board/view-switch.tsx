import { IconLayoutKanban, IconList, IconUserPlus, IconUsersGroup } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { boardWords } from '../../words/board-en.ts'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import { useMay } from '../contact-edit/use-may.ts'
import styles from './view-switch.module.css'

/** The contacts as a list, or by stage; the address says which. Beside it the ways to a new one, and to those who may be one. */
export function ViewSwitch({ view }: { readonly view: 'list' | 'board' }) {
  const mayChange = useMay('change')
  return (
    <nav aria-label={boardWords.views} className={styles['views']}>
      {mayChange && (
        <>
          <Link to="/contacts/new" className={styles['link']}>
            <IconUserPlus size={16} stroke={1.75} aria-hidden="true" />
            {contactEditWords.create.open}
          </Link>
          <Link to="/contacts/duplicates" className={styles['link']}>
            <IconUsersGroup size={16} stroke={1.75} aria-hidden="true" />
            {contactEditWords.duplicates.open}
          </Link>
        </>
      )}
      <div className={styles['switch']}>
        <Link
          to="/contacts"
          search={{}}
          activeOptions={{ exact: true }}
          aria-current={view === 'list' ? 'page' : undefined}
          className={styles['view']}
        >
          <IconList size={16} stroke={1.75} aria-hidden="true" />
          {boardWords.list}
        </Link>
        <Link
          to="/contacts/board"
          search={{}}
          aria-current={view === 'board' ? 'page' : undefined}
          className={styles['view']}
        >
          <IconLayoutKanban size={16} stroke={1.75} aria-hidden="true" />
          {boardWords.title}
        </Link>
      </div>
    </nav>
  )
}
