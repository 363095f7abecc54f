import type { RejectedMessageView } from '../../../../server/src/contract/rejected-messages.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { words } from '../../words/en.ts'
import styles from './rejected-page.module.css'

/** One message with what is wrong with it and where. */
export function RejectedEntry({ message }: { readonly message: RejectedMessageView }) {
  const { receivedAt, reason, place, detail, source } = message
  return (
    <li className={styles['entry']}>
      <p className={styles['what']}>
        <strong>{detail}</strong>
      </p>
      <p className={styles['about']}>
        <TimeAgo at={Date.parse(receivedAt)} />
        <span>{reason.replaceAll('_', ' ')}</span>
        {place !== '' && (
          <span>
            {words.rejected.place} <code>{place}</code>
          </span>
        )}
        {source !== null && (
          <span>
            {words.rejected.source} <code>{source}</code>
          </span>
        )}
      </p>
      <details className={styles['message']}>
        <summary>{words.rejected.message}</summary>
        <pre>{readable(message.message)}</pre>
      </details>
    </li>
  )
}

/** JSON on lines of its own where it is whole. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
