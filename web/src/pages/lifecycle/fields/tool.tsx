import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import styles from './fields.module.css'

interface ToolProps {
  readonly icon: 'up' | 'down' | 'remove'
  readonly label: string
  readonly isOff?: boolean
  readonly onClick: () => void
}

const icons = { up: IconArrowUp, down: IconArrowDown, remove: IconTrash }

/** A small button with a picture. */
export function Tool({ icon, label, isOff, onClick }: ToolProps) {
  const Icon = icons[icon]
  return (
    <button
      type="button"
      className={styles['icon']}
      aria-label={label}
      title={label}
      disabled={isOff === true}
      onClick={onClick}
    >
      <Icon size={15} aria-hidden="true" />
    </button>
  )
}
