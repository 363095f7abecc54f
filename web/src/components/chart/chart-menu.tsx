import { IconDownload } from '@tabler/icons-react'
import { type RefObject, useRef } from 'react'
import { chartWords } from '../../words/chart-en.ts'
import { notify } from '../notice.ts'
import styles from './chart-frame.module.css'
import { type ChartTable, csvText } from './csv-text.ts'
import { pictureOf } from './picture-of.ts'
import { fileName, saveFile } from './save-file.ts'

interface ChartMenuProps {
  readonly title: string
  readonly table: () => ChartTable
  /** What is drawn. */
  readonly of: RefObject<HTMLElement | null>
}

/** Saves a chart as a picture or as a table. */
export function ChartMenu({ title, table, of }: ChartMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null)
  const close = () => {
    if (menu.current !== null) menu.current.open = false
  }
  const savePicture = async () => {
    close()
    if (of.current === null) return
    try {
      saveFile(`${fileName(title)}.png`, await pictureOf(of.current, title))
    } catch {
      notify({ text: chartWords.failed })
    }
  }
  const saveTable = () => {
    close()
    // Spreadsheets read a file as UTF-8 when it begins with this mark.
    saveFile(`${fileName(title)}.csv`, new Blob(['\uFEFF', csvText(table())], { type: 'text/csv;charset=utf-8' }))
  }
  return (
    <details
      ref={menu}
      className={styles['menu']}
      data-no-picture
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) close()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || menu.current?.open !== true) return
        event.stopPropagation()
        close()
        menu.current.querySelector('summary')?.focus()
      }}
    >
      <summary aria-label={chartWords.save(title)}>
        <IconDownload size={16} stroke={1.75} aria-hidden="true" />
        {chartWords.saveShort}
      </summary>
      <div className={styles['choices']}>
        {/* Safari gives a pressed button no focus by itself, and the menu would close before the click. */}
        <button type="button" onClick={() => void savePicture()} onMouseDown={(event) => event.preventDefault()}>
          {chartWords.picture}
        </button>
        <button type="button" onClick={saveTable} onMouseDown={(event) => event.preventDefault()}>
          {chartWords.table}
        </button>
      </div>
    </details>
  )
}
