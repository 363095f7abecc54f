import { IconArrowBackUp, IconArrowForwardUp, IconCode } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import type { LifecycleVersion } from '../../../../../server/src/contract/lifecycle.ts'
import type { EditorHandle } from '../../../components/editor/editor-handle.ts'
import { FaultList } from '../../../components/editor/fault-list.tsx'
import { studioWords } from '../../../words/studio-en.ts'
import { DocumentEditor } from '../document/document-editor.tsx'
import fields from '../fields/fields.module.css'
import { lineOf, openText } from '../model/opened.ts'
import { stageEntries } from '../stages/stage-entries.ts'
import type { DraftEffect } from '../use-draft-effect.ts'
import styles from './studio-body.module.css'
import { useStudio } from './studio-context.ts'

const route = getRouteApi('/lifecycle')

interface StudioBodyProps {
  readonly head: LifecycleVersion
  readonly effect: DraftEffect
  readonly children: ReactNode
}

/** Editors with undo and redo, and the document beside them when it is wanted. */
export function StudioBody({ head, effect, children }: StudioBodyProps) {
  const { root, text, isReadable, undo, redo } = useStudio()
  const { beside, edit, tab } = route.useSearch()
  const navigate = route.useNavigate()
  const editor = useRef<EditorHandle>(null)
  useUndoKeys(undo, redo)
  const opened = useMemo(() => (beside === true ? openText(text) : null), [beside, text])
  const entry = tab === undefined || tab === 'stages' ? stageEntries(root).find(({ key }) => key === edit) : undefined
  const line = opened === null || entry === undefined ? null : lineOf(opened, entry.path)
  return (
    <div className={styles['body']} data-beside={beside || undefined}>
      <div className={styles['editors']}>
        <div className={styles['bar']}>
          <button
            type="button"
            className={fields['icon']}
            aria-label={studioWords.undo}
            title={studioWords.undo}
            disabled={undo === null}
            onClick={() => undo?.()}
          >
            <IconArrowBackUp size={16} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={fields['icon']}
            aria-label={studioWords.redo}
            title={studioWords.redo}
            disabled={redo === null}
            onClick={() => redo?.()}
          >
            <IconArrowForwardUp size={16} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={fields['button']}
            aria-pressed={beside === true}
            onClick={() =>
              void navigate({
                search: ({ beside: was, ...rest }) => (was === true ? rest : { ...rest, beside: true }),
                resetScroll: false,
              })
            }
          >
            <IconCode size={14} aria-hidden="true" />
            {studioWords.beside}
          </button>
        </div>
        <div role="status">{!isReadable && <p className={styles['unreadable']}>{studioWords.unreadable}</p>}</div>
        <div className={styles['all']} inert={!isReadable}>
          {children}
        </div>
      </div>
      {beside === true && (
        <div className={styles['document']}>
          <DocumentEditor
            ref={editor}
            published={head.document}
            effect={effect}
            shown={line === null || entry === undefined ? null : { line, about: entry.key }}
          />
          <FaultList id="lifecycle-faults" faults={effect.faults} onGo={(place) => editor.current?.goTo(place)} />
        </div>
      )}
    </div>
  )
}

/** Ctrl+Z outside of fields: those undo their own typing first. */
function useUndoKeys(undo: (() => void) | null, redo: (() => void) | null): void {
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextField(event.target)) return
      const key = event.key.toLowerCase()
      const deed = key === 'y' || (key === 'z' && event.shiftKey) ? redo : key === 'z' ? undo : null
      if (deed === null) return
      event.preventDefault()
      deed()
    }
    window.addEventListener('keydown', act)
    return () => window.removeEventListener('keydown', act)
  }, [undo, redo])
}

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLElement && target.isContentEditable)
