import { Tooltip } from '@mantine/core'
import { IconLogout, IconSettings } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { meQuery, signOut } from '../../api/session.ts'
import { words } from '../../words/en.ts'
import { roleWords } from '../../words/role-en.ts'
import { notify } from '../notice.ts'
import styles from './rail.module.css'

/** Who is signed in, the settings, and the way out. */
export function MeMenu({ narrow }: { readonly narrow: boolean }) {
  const { data: me } = useQuery(meQuery())
  const tip = (label: string) => ({ label, position: 'right', disabled: !narrow }) as const
  const leave = () => void signOut().catch((error: Error) => notify({ text: error.message }))
  const who = me === undefined ? words.frame.settings : `${me.name}, ${roleWords.names[me.role]}`
  return (
    <>
      <Tooltip {...tip(who)}>
        <Link to="/settings/$part" params={{ part: 'me' }} search={{}} className={styles['noun']} aria-label={who}>
          <IconSettings size={16} stroke={1.75} aria-hidden="true" />
          <span className={styles['cut']}>{me?.name ?? words.frame.settings}</span>
        </Link>
      </Tooltip>
      <Tooltip {...tip(words.frame.signOut)}>
        <button type="button" className={`${styles['noun']} ${styles['wide']}`} onClick={leave}>
          <IconLogout size={16} stroke={1.75} aria-hidden="true" />
          <span>{words.frame.signOut}</span>
        </button>
      </Tooltip>
    </>
  )
}
