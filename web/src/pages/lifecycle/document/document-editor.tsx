import { lazy, type Ref, Suspense, useMemo } from 'react'
import type { EditorHandle } from '../../../components/editor/editor-handle.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { useStudio } from '../studio/studio-context.ts'
import type { DraftEffect } from '../use-draft-effect.ts'
import { changedLines } from './changed-lines.ts'
import { completeYaml } from './complete-yaml.ts'
import styles from './document-tab.module.css'

const YamlEditor = lazy(() =>
  import('../../../components/editor/yaml-editor.tsx').then((module) => ({ default: module.YamlEditor })),
)

interface DocumentEditorProps {
  readonly published: string
  readonly effect: DraftEffect
  readonly ref?: Ref<EditorHandle>
  /** The line to bring into sight, and what it is about. */
  readonly shown?: { readonly line: number; readonly about: string } | null
}

/** The draft as text, in step with the editors. */
export function DocumentEditor({ published, effect: { faults, notices }, ref, shown = null }: DocumentEditorProps) {
  const { text, root, schema, type, undo, redo } = useStudio()
  const changed = useMemo(() => changedLines(published, text), [published, text])
  const marks = useMemo(
    () => [
      ...notices.filter(({ level }) => level === 'warning').map((one) => ({ ...one, level: 'notice' as const })),
      ...faults.map((one) => ({ ...one, level: 'fault' as const })),
    ],
    [faults, notices],
  )
  return (
    <Suspense fallback={<div className={styles['waiting']} />}>
      <YamlEditor
        {...(ref === undefined ? {} : { ref })}
        label={lifecycleWords.document.label}
        value={text}
        onChange={type}
        marks={marks}
        changedLines={changed}
        complete={(context) => completeYaml(context, schema, root)}
        describedBy="lifecycle-faults"
        shown={shown}
        onUndo={undo}
        onRedo={redo}
      />
    </Suspense>
  )
}
