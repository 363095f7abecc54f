import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useReducer, useRef } from 'react'
import { lifecycleSchemaQuery } from '../../../api/studio.ts'
import { notify } from '../../../components/notice.ts'
import { studioWords } from '../../../words/studio-en.ts'
import { keysAt } from '../fields/field.ts'
import { openText } from '../model/opened.ts'
import { applyEdits, patch } from '../model/patch.ts'
import { beginUndo, recordChange, redoChange, type Undo, undoChange } from '../model/undo.ts'
import { sharedWith } from '../model/untie.ts'
import type { Value } from '../model/value.ts'
import type { Draft } from '../use-draft.ts'
import type { Studio } from './studio-context.ts'

/** Opens a draft for the editors: each change is one splice of its text, and can be undone. */
export function useDraftStudio(draft: Draft): Studio {
  const { data: schema = null } = useQuery(lifecycleSchemaQuery())
  const history = useRef<Undo>(beginUndo(draft.text))
  const [, seen] = useReducer((count: number) => count + 1, 0)
  const opened = useMemo(() => openText(draft.text), [draft.text])
  const last = useRef<Value>(opened?.value ?? {})
  if (opened !== null) last.current = opened.value
  // What others did came in: it is not ours to undo, nor is what was there before.
  const merged = useRef(draft.merges)
  useEffect(() => {
    if (merged.current === draft.merges) return
    merged.current = draft.merges
    history.current = beginUndo(draft.text)
    seen()
  }, [draft.merges, draft.text])
  // What is changed elsewhere (discarded, another tab, a number beside the text) can be undone like the rest.
  useEffect(() => {
    if (history.current.present === draft.text) return
    history.current = recordChange(history.current, draft.text, Date.now(), false)
    seen()
  }, [draft.text])
  // The history moves with the text, and what changes the draft is made anew with each drawing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo((): Studio => {
    const take = (undo: Undo) => {
      history.current = undo
      draft.change(undo.present)
      seen()
    }
    const write = (text: string | null, typed: boolean) => {
      if (text === null) notify({ text: studioWords.failed })
      else if (text !== draft.text) take(recordChange(history.current, text, Date.now(), typed))
    }
    const [before, after] = [undoChange(history.current), redoChange(history.current)]
    return {
      root: last.current,
      text: draft.text,
      isReadable: opened !== null,
      schema,
      sharedWith: (path) => (opened === null ? 0 : sharedWith(opened, path)),
      set: (path, value) =>
        write(
          patch(draft.text, path, value, (place) => keysAt(schema, place)),
          false,
        ),
      change: (edits) => edits.length > 0 && write(applyEdits(draft.text, edits), false),
      type: (text) => write(text, true),
      undo: before === null ? null : () => take(before),
      redo: after === null ? null : () => take(after),
    }
  }, [draft.text, draft.base, opened, schema, history.current])
}
