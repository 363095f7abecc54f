import { Button, CopyButton } from '@mantine/core'
import { settingsWords } from '../../words/settings-en.ts'
import styles from './settings.module.css'

/** Something that is shown this one time, to be copied. */
export function SecretNote({ says, secret }: { readonly says: string; readonly secret: string }) {
  return (
    <div className={styles['secret']} role="status">
      <p>{says}</p>
      <code>{secret}</code>
      <CopyButton value={secret}>
        {({ copied, copy }) => (
          <Button variant="default" size="xs" onClick={copy}>
            {copied ? settingsWords.copied : settingsWords.copy}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}
