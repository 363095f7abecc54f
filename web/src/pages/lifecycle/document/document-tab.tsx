import { useRef } from 'react'
import type { LifecycleVersion } from '../../../../../server/src/contract/lifecycle.ts'
import type { EditorHandle } from '../../../components/editor/editor-handle.ts'
import { FaultList } from '../../../components/editor/fault-list.tsx'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { useStudio } from '../studio/studio-context.ts'
import type { DraftEffect } from '../use-draft-effect.ts'
import { DocumentEditor } from './document-editor.tsx'
import styles from './document-tab.module.css'
import { ThresholdPanel } from './threshold-panel.tsx'

interface DocumentTabProps {
  readonly head: LifecycleVersion
  readonly effect: DraftEffect
}

/** The document as text with its faults, beside the numbers that are changed most. */
export function DocumentTab({ head, effect }: DocumentTabProps) {
  const editor = useRef<EditorHandle>(null)
  const { text, type } = useStudio()
  const placed = effect.notices.filter(({ level }) => level === 'warning')
  return (
    <div className={styles['columns']}>
      <div className={styles['document']}>
        <DocumentEditor ref={editor} published={head.document} effect={effect} />
        <FaultList
          id="lifecycle-faults"
          faults={effect.faults}
          notices={placed}
          onGo={(place) => editor.current?.goTo(place)}
        />
        <p className={styles['kept']}>{lifecycleWords.document.kept}</p>
      </div>
      <ThresholdPanel published={head.document} text={text} onChange={type} />
    </div>
  )
}
