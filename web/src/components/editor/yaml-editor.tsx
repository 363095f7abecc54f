import { autocompletion, type CompletionSource, closeBrackets } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import {
  bracketMatching,
  foldGutter,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Annotation, EditorState, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import type { EditorHandle, TextPlace } from './editor-handle.ts'
import styles from './yaml-editor.module.css'

interface Mark extends TextPlace {
  readonly level: 'fault' | 'notice'
  readonly text: string
}

interface YamlEditorProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly marks: readonly Mark[]
  /** Lines, from 1, that differ from the version in force. */
  readonly changedLines: readonly number[]
  readonly complete: CompletionSource
  readonly describedBy?: string | undefined
  readonly ref?: Ref<EditorHandle>
  /** The line to bring into sight whenever it is about something else. */
  readonly shown?: { readonly line: number; readonly about: string } | null
  /** Undo and redo of the draft as a whole, which the editor's own keys call. */
  readonly onUndo?: (() => void) | null
  readonly onRedo?: (() => void) | null
}

/** A change that came from outside is not told to those outside. */
const FromOutside = Annotation.define<boolean>()
const showChanged = StateEffect.define<readonly number[]>()

const changedField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marked, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(showChanged)) return markLines(transaction.state, effect.value)
    return marked.map(transaction.changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

function markLines(state: EditorState, lines: readonly number[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const line of lines)
    if (line <= state.doc.lines)
      builder.add(
        state.doc.line(line).from,
        state.doc.line(line).from,
        Decoration.line({ class: styles['changed'] ?? '' }),
      )
  return builder.finish()
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--attention)' },
  { tag: tags.comment, color: 'var(--ink-faint)', fontStyle: 'italic' },
  { tag: [tags.labelName, tags.typeName, tags.meta], color: 'var(--bad)' },
])

/** A document as YAML: coloured, completed from the schema, with what is wrong at its line. */
export function YamlEditor({
  label,
  value,
  onChange,
  marks,
  changedLines,
  complete,
  describedBy,
  ref,
  shown = null,
  onUndo,
  onRedo,
}: YamlEditorProps) {
  const home = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const now = useRef({ onChange, complete, onUndo, onRedo, value })
  useEffect(() => {
    now.current = { onChange, complete, onUndo, onRedo, value }
  })
  useEffect(() => {
    if (home.current === null) return
    const made = new EditorView({ parent: home.current, state: stateOf(now, label, describedBy) })
    view.current = made
    return () => {
      made.destroy()
      view.current = null
    }
  }, [label, describedBy])
  useEffect(() => {
    const editor = view.current
    if (editor === null) return
    const splice = spliceBetween(editor.state.doc.toString(), value)
    if (splice !== null) editor.dispatch({ changes: splice, annotations: FromOutside.of(true) })
  }, [value])
  useEffect(() => {
    const editor = view.current
    if (editor === null) return
    const { doc } = editor.state
    const diagnostics = marks
      .filter(({ line }) => line <= doc.lines)
      .map(({ line, column, level, text }) => {
        const { from, to } = doc.line(line)
        const start = Math.min(to, from + column - 1)
        const word = /^[\w.-]+/.exec(doc.sliceString(start, to))?.[0].length ?? 1
        return {
          from: start,
          to: Math.min(to, start + word),
          severity: level === 'fault' ? ('error' as const) : ('warning' as const),
          message: text,
        }
      })
    editor.dispatch(setDiagnostics(editor.state, diagnostics))
    editor.dispatch({ effects: showChanged.of(changedLines) })
  }, [marks, changedLines])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever types is left where they are
  useEffect(() => {
    const editor = view.current
    if (editor === null || shown === null || shown.line > editor.state.doc.lines) return
    editor.dispatch({
      effects: EditorView.scrollIntoView(editor.state.doc.line(shown.line).from, { y: 'start', yMargin: 40 }),
    })
  }, [shown?.about])
  useImperativeHandle(ref, () => ({
    goTo: ({ line, column }) => {
      const editor = view.current
      if (editor === null || line > editor.state.doc.lines) return
      const at = Math.min(editor.state.doc.line(line).to, editor.state.doc.line(line).from + column - 1)
      editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
      editor.focus()
    },
  }))
  return <div ref={home} className={styles['editor']} />
}

interface Present {
  readonly current: Pick<YamlEditorProps, 'onChange' | 'complete' | 'value'> & {
    readonly onUndo: (() => void) | null | undefined
    readonly onRedo: (() => void) | null | undefined
  }
}

function stateOf(now: Present, label: string, describedBy: string | undefined): EditorState {
  const draftKey = (key: string, deed: 'onUndo' | 'onRedo') => ({
    key,
    run: () => {
      const act = now.current[deed]
      if (act === undefined) return false
      act?.()
      return true
    },
    preventDefault: true,
  })
  return EditorState.create({
    doc: now.current.value,
    extensions: [
      lineNumbers(),
      foldGutter(),
      history(),
      drawSelection(),
      indentOnInput(),
      indentUnit.of('  '),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      search({ top: true }),
      autocompletion({ override: [(context) => now.current.complete(context)], icons: false }),
      yaml(),
      syntaxHighlighting(colours),
      changedField,
      keymap.of([
        draftKey('Mod-z', 'onUndo'),
        draftKey('Mod-y', 'onRedo'),
        draftKey('Mod-Shift-z', 'onRedo'),
        // Tab would keep those who use the keyboard inside: Escape lets it go on, as the editor does by default.
        indentWithTab,
        ...searchKeymap,
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      EditorView.contentAttributes.of({
        'aria-label': label,
        spellcheck: 'false',
        tabindex: '0',
        ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
      }),
      EditorView.updateListener.of(({ docChanged, transactions, state }) => {
        if (docChanged && !transactions.every((one) => one.annotation(FromOutside) === true))
          now.current.onChange(state.doc.toString())
      }),
    ],
  })
}

/** The one stretch in which two texts differ, so that the caret stays where it is. */
function spliceBetween(before: string, after: string): { from: number; to: number; insert: string } | null {
  if (before === after) return null
  let start = 0
  const least = Math.min(before.length, after.length)
  while (start < least && before[start] === after[start]) start++
  let end = 0
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) }
}
