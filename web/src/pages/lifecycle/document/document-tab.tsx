import { useRef } from 'react'
import type { LifecycleVersion } from '../../../../../server/src/contract/lifecycle.ts'
import { FaultList } from '../../../components/editor/fault-list.tsx'
import { TextEditor, type TextMark } from '../../../components/editor/text-editor.tsx'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import type { Draft } from '../use-draft.ts'
import type { DraftEffect } from '../use-draft-effect.ts'
import { changedLines } from './changed-lines.ts'
import styles from './document-tab.module.css'
import { ThresholdPanel } from './threshold-panel.tsx'

interface DocumentTabProps {
  readonly head: LifecycleVersion
  readonly draft: Draft
  readonly effect: DraftEffect
}

/** The document as text with its faults, beside the numbers that are changed most. */
export function DocumentTab({ head, draft, effect: { faults, notices } }: DocumentTabProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const placed = notices.filter(({ level }) => level === 'warning')
  const marks: readonly TextMark[] = [
    ...changedLines(head.document, draft.text).map((line) => ({ line, column: 1, level: 'changed' as const })),
    ...placed.map(({ line, column }) => ({ line, column, level: 'notice' as const })),
    ...faults.map(({ line, column }) => ({ line, column, level: 'fault' as const })),
  ]
  return (
    <div className={styles['columns']}>
      <div className={styles['document']}>
        <TextEditor
          ref={area}
          label={lifecycleWords.document.label}
          value={draft.text}
          marks={marks}
          onChange={draft.change}
          describedBy="lifecycle-faults"
        />
        <FaultList id="lifecycle-faults" faults={faults} notices={placed} area={area} />
        <p className={styles['kept']}>{lifecycleWords.document.kept}</p>
      </div>
      <ThresholdPanel published={head.document} text={draft.text} onChange={draft.change} />
    </div>
  )
}
