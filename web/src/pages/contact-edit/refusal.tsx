import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './contact-edit.module.css'

/** Why something was not done, and what else can be. */
export function Refusal({
  title,
  error,
  children,
}: {
  readonly title: string
  readonly error: Error
  readonly children?: ReactNode
}) {
  return (
    <div role="alert" className={styles['refusal']}>
      <p className={styles['refused']}>
        <IconAlertTriangle size={16} aria-hidden="true" />
        {title}
      </p>
      <p>{error.message}</p>
      {children}
    </div>
  )
}
