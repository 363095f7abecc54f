import { IconGhost2 } from '@tabler/icons-react'
import styles from './contact-mark.module.css'

interface ContactMarkProps {
  readonly name: string | null
  readonly size?: number
}

/** Initials, or a ghost for a visitor without a name. */
export function ContactMark({ name, size = 22 }: ContactMarkProps) {
  const initials = (name ?? '')
    .split(/[\s.@]+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
  return (
    <span className={styles['mark']} style={{ width: size, height: size, fontSize: size * 0.42 }} aria-hidden="true">
      {initials === '' ? <IconGhost2 size={size * 0.62} stroke={1.75} /> : initials}
    </span>
  )
}
