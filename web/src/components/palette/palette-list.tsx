import { paletteWords } from '../../words/palette-en.ts'
import type { Entry } from './fitting.ts'
import styles from './palette.module.css'

interface PaletteListProps {
  readonly listId: string
  readonly optionId: (index: number) => string
  readonly entries: readonly Entry[]
  /** Which one Enter takes. */
  readonly at: number
  readonly onPoint: (index: number) => void
  readonly onRun: (entry: Entry) => void
}

/** What fits, in groups; the focus stays in the field. */
export function PaletteList({ listId, optionId, entries, at, onPoint, onRun }: PaletteListProps) {
  const groups = [...new Set(entries.map(({ group }) => group))]
  return (
    <div role="listbox" id={listId} aria-label={paletteWords.results} className={styles['list']}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a listbox.
        <div key={group} role="group" aria-labelledby={`${listId}-${group}`}>
          <div id={`${listId}-${group}`} role="presentation" className={styles['group']}>
            {paletteWords.groups[group]}
          </div>
          {entries.map((entry, index) =>
            entry.group === group ? (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the field, which names the chosen one.
              <div
                key={entry.id}
                id={optionId(index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className={styles['option']}
                onMouseMove={() => onPoint(index)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onRun(entry)}
              >
                <span className={styles['label']}>{entry.label}</span>
                {entry.detail !== undefined && <span className={styles['detail']}>{entry.detail}</span>}
              </div>
            ) : null,
          )}
        </div>
      ))}
    </div>
  )
}
