import { IconX } from '@tabler/icons-react'
import { words } from '../words/en.ts'
import { notify, useNotice } from './notice.ts'
import styles from './notice-bar.module.css'

/** Where notices appear; always there, so that screen readers listen to it. */
export function NoticeBar() {
  const notice = useNotice()
  return (
    <div role="status" className={styles['place']}>
      {notice !== null && (
        <div className={styles['notice']}>
          <span>{notice.text}</span>
          {notice.action !== undefined && (
            <button type="button" className={styles['action']} onClick={notice.action.run}>
              {notice.action.label}
            </button>
          )}
          <button type="button" className={styles['close']} aria-label={words.frame.close} onClick={() => notify(null)}>
            <IconX size={16} aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  )
}
