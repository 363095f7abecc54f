import { contactEditWords } from '../../words/contact-edit-en.ts'
import { words } from '../../words/en.ts'
import type { CompareRow } from './merge-rows.ts'
import styles from './merge-table.module.css'

interface MergeTableProps {
  readonly rows: readonly CompareRow[]
  /** Of the one that stays, and of the other. */
  readonly names: readonly [string, string]
}

const text = contactEditWords.merge

/** Two contacts and what they are together, side by side; the value that wins is marked. */
export function MergeTable({ rows, names }: MergeTableProps) {
  const [one, other] = names
  const said = (value: string) => (value === '' ? words.states.noValue : value)
  return (
    <section aria-label={text.title}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{text.what}</th>
            <th scope="col">
              {one} <span className={styles['stays']}>{text.stays}</span>
            </th>
            <th scope="col">{other}</th>
            <th scope="col">{text.together}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, one: first, other: second, together, from }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td data-of={one} data-wins={from === 'one' || undefined} data-loses={from === 'other' || undefined}>
                {said(first)}
              </td>
              <td data-of={other} data-wins={from === 'other' || undefined} data-loses={from === 'one' || undefined}>
                {said(second)}
              </td>
              <td className={styles['together']} data-of={text.together}>
                {said(together)}
                {from !== null && first !== '' && second !== '' && (
                  <span className={styles['from']}>{text.from(from === 'one' ? one : other)}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
