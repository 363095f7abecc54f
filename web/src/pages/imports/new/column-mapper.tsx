import type { ImportPreview } from '../../../../../server/src/contract/imports.ts'
import type { ColumnUse } from '../../../../../server/src/domain/imports/column-uses.ts'
import { setColumnUse } from '../../../../../server/src/domain/imports/set-column-use.ts'
import { importWords } from '../../../words/imports-en.ts'
import styles from './column-mapper.module.css'
import { UsePicker } from './use-picker.tsx'

const { create: text } = importWords
const MOST_COLUMNS = 150

interface ColumnMapperProps {
  readonly preview: ImportPreview
  readonly mapping: string
  /** Null where the mapping's text cannot be read at the moment. */
  readonly uses: readonly ColumnUse[] | null
  readonly onChange: (mapping: string) => void
}

/** Each column with what stands in it and what it means; the mapping's text follows every choice, and it the text. */
export function ColumnMapper({ preview, mapping, uses, onChange }: ColumnMapperProps) {
  if (uses === null) return <p className={styles['broken']}>{text.textBroken}</p>
  const columns = preview.columns.slice(0, MOST_COLUMNS)
  return (
    <div>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{text.mapperColumns.column}</th>
            <th scope="col" className={styles['examples']}>
              {text.mapperColumns.examples}
            </th>
            <th scope="col">{text.mapperColumns.means}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ header, examples, filled, suggestion }) => {
            const own = uses.filter(({ column }) => column.toLowerCase() === header.toLowerCase())
            const shown = own.length === 0 ? [null] : own
            return (
              <tr key={header} data-ignored={own.length === 0 || undefined}>
                <th scope="row">
                  <span className={styles['header']}>{header}</span>
                  <span className={styles['filled']}>{text.filled(filled)}</span>
                </th>
                <td className={styles['examples']}>
                  {examples.map((example) => (
                    <span key={example} className={styles['example']} title={example}>
                      {example}
                    </span>
                  ))}
                </td>
                <td>
                  {shown.map((use, place) => (
                    <UsePicker
                      key={use === null ? 'none' : use.path.join(' ')}
                      column={header}
                      place={place}
                      use={use}
                      suggestion={suggestion}
                      onChoose={(field, type) => onChange(setColumnUse(mapping, use, { column: header, field, type }))}
                    />
                  ))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {preview.columns.length > MOST_COLUMNS && <p className={styles['more']}>{text.tooMany(MOST_COLUMNS)}</p>}
    </div>
  )
}
