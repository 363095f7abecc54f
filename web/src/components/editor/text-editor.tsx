import type { CSSProperties, Ref } from 'react'
import styles from './text-editor.module.css'

/** A place in a text that something is to be said about, from 1. */
export interface TextMark {
  readonly line: number
  readonly column: number
  readonly level: 'fault' | 'notice' | 'changed'
}

interface TextEditorProps {
  readonly label: string
  readonly value: string
  readonly marks: readonly TextMark[]
  readonly onChange: (value: string) => void
  /** What describes the text for those who hear it, such as the list of its faults. */
  readonly describedBy?: string | undefined
  readonly ref?: Ref<HTMLTextAreaElement>
}

/** A text with line numbers, in which faults are marked. As tall and wide as its text: the frame around it scrolls. */
export function TextEditor({ label, value, marks, onChange, describedBy, ref }: TextEditorProps) {
  const lines = value.split('\n')
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0)
  const size = { '--lines': lines.length, '--longest': longest } as CSSProperties
  const worst = new Map<number, TextMark['level']>()
  for (const { line, level } of marks) if (worst.get(line) !== 'fault') worst.set(line, level)
  return (
    <div className={styles['frame']}>
      <div className={styles['sheet']} style={size}>
        <ol className={styles['numbers']} aria-hidden="true">
          {lines.map((_, index) => (
            // Lines are told apart by their number alone.
            // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is what it is
            <li key={index} data-level={worst.get(index + 1)}>
              {index + 1}
            </li>
          ))}
        </ol>
        <div className={styles['text']}>
          {marks.map(({ line, column, level }) => (
            <span
              key={`${line} ${column} ${level}`}
              className={styles['mark']}
              data-level={level}
              style={{ '--line': line - 1, '--column': column - 1 } as CSSProperties}
              aria-hidden="true"
            />
          ))}
          <textarea
            ref={ref}
            className={styles['area']}
            aria-label={label}
            aria-describedby={describedBy}
            aria-invalid={marks.some(({ level }) => level === 'fault')}
            value={value}
            onChange={({ currentTarget }) => onChange(currentTarget.value)}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            wrap="off"
          />
        </div>
      </div>
    </div>
  )
}

/** Puts the caret at a place of a text, and brings it into sight. */
export function goToPlace(area: HTMLTextAreaElement | null, { line, column }: Pick<TextMark, 'line' | 'column'>): void {
  if (area === null) return
  const before = area.value.split('\n').slice(0, line - 1)
  const at = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1
  area.focus({ preventScroll: true })
  area.setSelectionRange(at, at)
  const height = area.scrollHeight / Math.max(1, area.value.split('\n').length)
  const frame = area.closest(`.${styles['frame']}`)
  frame?.scrollTo({ top: Math.max(0, (line - 6) * height), left: 0 })
  frame?.scrollIntoView({ block: 'nearest' })
}
