import { useDebouncedValue } from '@mantine/hooks'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { paletteWords } from '../../words/palette-en.ts'
import { type Entry, fitting } from './fitting.ts'
import { showPalette } from './open-palette.ts'
import styles from './palette.module.css'
import { PaletteDialog } from './palette-dialog.tsx'
import { PaletteList } from './palette-list.tsx'
import { useFixedEntries } from './use-fixed-entries.ts'
import { useFound } from './use-found.ts'

/** Finds people, accounts, stages, reports and pages, and does what can be done anywhere: by keyboard alone. */
export function Palette() {
  const id = useId()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const [asked] = useDebouncedValue(text.trim(), 150)
  const fixed = useFixedEntries()
  const found = useFound(asked)
  const shown = text.trim() === '' ? [] : found.entries
  const entries: readonly Entry[] = [...shown, ...fitting(fixed, text).filter(({ group }) => shownAtRest(group, text))]
  const at = Math.min(chosen, entries.length - 1)
  const optionId = (index: number) => `${id}-${index}`
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, at])
  const run = (entry: Entry | undefined) => {
    if (entry === undefined) return
    showPalette(null)
    entry.run()
  }
  const press = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1 + entries.length,
      Home: 0,
      End: -1 + entries.length,
    }
    const to = moves[event.key]
    if (event.key === 'Enter') run(entries[at])
    else if (to !== undefined && entries.length > 0) setChosen(to % entries.length)
    else return
    event.preventDefault()
  }
  return (
    <PaletteDialog label={paletteWords.title}>
      <input
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-label={paletteWords.title}
        aria-expanded={entries.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={entries.length > 0 ? optionId(at) : undefined}
        placeholder={paletteWords.placeholder}
        className={styles['field']}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={press}
      />
      <PaletteList
        listId={`${id}-list`}
        optionId={optionId}
        entries={entries}
        at={at}
        onPoint={setChosen}
        onRun={run}
      />
      <p role="status" className={styles['status']}>
        {statusOf({
          text: text.trim(),
          count: entries.length,
          isSearching: found.isSearching,
          hasFailed: found.hasFailed,
        })}
      </p>
    </PaletteDialog>
  )
}

/** Before anything was written, stages and reports would push what can be done out of sight. */
function shownAtRest(group: Entry['group'], text: string): boolean {
  return text.trim() !== '' || group === 'pages' || group === 'actions'
}

interface Status {
  readonly text: string
  readonly count: number
  readonly isSearching: boolean
  readonly hasFailed: boolean
}

function statusOf({ text, count, isSearching, hasFailed }: Status): string {
  if (text === '') return ''
  if (isSearching) return paletteWords.searching
  if (hasFailed) return paletteWords.failed
  return count === 0 ? paletteWords.none(text) : paletteWords.found(count)
}
