import type { ImportPreview } from '../../../../../server/src/contract/imports.ts'
import { importWords } from '../../../words/imports-en.ts'
import styles from './first-rows.module.css'

const { create: text } = importWords
const MOST_COLUMNS = 60

/** The first rows as they stand in the file. */
export function FirstRows({ preview: { headers, rows } }: { readonly preview: ImportPreview }) {
  return (
    <details className={styles['first']}>
      <summary>{text.first}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={text.first} className={styles['frame']}>
        <table className={styles['table']}>
          <caption className="for-readers-only">{text.firstCaption(rows.length)}</caption>
          <thead>
            <tr>
              <th scope="col">#</th>
              {headers.slice(0, MOST_COLUMNS).map((header) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row of a file is known by its place alone
              <tr key={index}>
                <td className={styles['place']}>{index + 1}</td>
                {headers.slice(0, MOST_COLUMNS).map((header, column) => (
                  <td key={header}>{row[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
