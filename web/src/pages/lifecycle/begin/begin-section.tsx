import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { beginWords } from '../../../words/begin-en.ts'
import fields from '../fields/fields.module.css'
import styles from './begin.module.css'

interface BeginSectionProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Something that stands above the map for a while; it takes the focus when it comes. */
export function BeginSection({ title, onClose, children }: BeginSectionProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <header>
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" className={fields['icon']} aria-label={beginWords.next.close} onClick={onClose}>
          <IconX size={15} aria-hidden="true" />
        </button>
      </header>
      {children}
    </section>
  )
}
