import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { editorWords } from '../../words/editor-en.ts'
import styles from './fault-list.module.css'

interface Said {
  readonly line: number
  readonly column: number
  readonly text: string
}

interface FaultListProps {
  readonly id: string
  readonly faults: readonly Said[]
  readonly notices?: readonly Said[]
  /** Leads to a place of the text. */
  readonly onGo: (place: { readonly line: number; readonly column: number }) => void
}

/** What is wrong with a text, each leading to its place. */
export function FaultList({ id, faults, notices = [], onGo }: FaultListProps) {
  const all = [
    ...faults.map((said) => ({ ...said, level: 'fault' })),
    ...notices.map((said) => ({ ...said, level: 'notice' })),
  ]
  return (
    <div role="status">
      <ul id={id} className={styles['faults']} aria-label={editorWords.faults}>
        {all.map(({ line, column, text, level }) => (
          <li key={`${line} ${column} ${text}`} data-level={level}>
            {level === 'fault' ? (
              <IconAlertTriangle size={16} aria-hidden="true" />
            ) : (
              <IconInfoCircle size={16} aria-hidden="true" />
            )}
            <span>
              <button type="button" className="plain-button link" onClick={() => onGo({ line, column })}>
                {editorWords.line(line, column)}
              </button>
              : {text}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
