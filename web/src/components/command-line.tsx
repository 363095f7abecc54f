import { CopyButton } from '@mantine/core'
import { words } from '../words/en.ts'
import styles from './command-line.module.css'

/** A command to copy. */
export function CommandLine({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <figure className={styles['command']}>
      <figcaption>{label}</figcaption>
      <div className={styles['line']}>
        <pre>{text}</pre>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <button type="button" onClick={copy} className={styles['copy']}>
              <span aria-live="polite">{copied ? words.contacts.copied : words.contacts.copy}</span>
            </button>
          )}
        </CopyButton>
      </div>
    </figure>
  )
}
