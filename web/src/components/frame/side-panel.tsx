import { Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { words } from '../../words/en.ts'
import styles from './side-panel.module.css'

interface SidePanelProps {
  readonly title: ReactNode
  readonly children: ReactNode
  readonly onClose: () => void
}

/** Stands beside the page for as long as the address says so. Takes the focus when it opens and gives it back. */
export function SidePanel({ title, children, onClose }: SidePanelProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose()
    }
    window.addEventListener('keydown', closeOnEscape)
    return () => window.removeEventListener('keydown', closeOnEscape)
  }, [onClose])
  return (
    <aside className={styles['panel']} aria-labelledby={id}>
      <div className={styles['head']}>
        <h2 id={id} ref={heading} tabIndex={-1} className={styles['title']}>
          {title}
        </h2>
        <Tooltip label={words.frame.closeHint}>
          <button type="button" className={styles['close']} aria-label={words.frame.close} onClick={onClose}>
            <IconX size={16} aria-hidden="true" />
          </button>
        </Tooltip>
      </div>
      <div className={styles['body']}>{children}</div>
    </aside>
  )
}
