import { IconCheck, IconX } from '@tabler/icons-react'
import { words } from '../../words/en.ts'
import styles from './why.module.css'

/** Whether a condition holds: a sign for the eye, a word for the ear. */
export function Verdict({ holds }: { readonly holds: boolean }) {
  const Icon = holds ? IconCheck : IconX
  return (
    <span className={styles['verdict']} data-holds={holds}>
      <Icon size={14} stroke={2.5} aria-hidden="true" />
      <span className="for-readers-only">{holds ? words.contact.yes : words.contact.no}: </span>
    </span>
  )
}
