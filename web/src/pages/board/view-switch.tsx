import { IconLayoutKanban, IconList } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { boardWords } from '../../words/board-en.ts'
import styles from './view-switch.module.css'

/** The contacts as a list, or by stage; the address says which. */
export function ViewSwitch({ view }: { readonly view: 'list' | 'board' }) {
  return (
    <nav aria-label={boardWords.views} className={styles['switch']}>
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
    </nav>
  )
}
