import type { ChangeEvent } from 'react'
import type { ContactItem } from '../../../../../server/src/contract/contacts.ts'
import { bulkWords } from '../../../words/bulk-en.ts'
import styles from '../contacts-table.module.css'
import type { Chooser } from './use-selection.ts'

/** Width of the column of check boxes. */
export const CHOOSE_WIDTH = 36

interface ChooseCellProps {
  readonly id: string
  readonly name: string
  readonly chooser: Chooser
}

/** Chooses one contact; with the shift key all from the one before. */
export function ChooseCell({ id, name, chooser }: ChooseCellProps) {
  const toggle = ({ nativeEvent }: ChangeEvent<HTMLInputElement>) =>
    chooser.toggle(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
  return (
    <td className={styles['choose']}>
      <label>
        <input
          type="checkbox"
          aria-label={bulkWords.choose(name)}
          aria-keyshortcuts="x"
          checked={chooser.isChosen(id)}
          onChange={toggle}
        />
      </label>
    </td>
  )
}

/** Chooses all that are shown, or nobody. */
export function ChooseAllCell({
  shown,
  chooser,
}: {
  readonly shown: readonly ContactItem[]
  readonly chooser: Chooser
}) {
  const chosen = shown.filter(({ id }) => chooser.isChosen(id)).length
  const isAll = chosen === shown.length
  return (
    <td className={styles['choose']}>
      <label>
        <input
          ref={(box) => {
            if (box !== null) box.indeterminate = chosen > 0 && !isAll
          }}
          type="checkbox"
          aria-label={bulkWords.chooseShown}
          checked={isAll}
          onChange={() => chooser.chooseShown(!isAll)}
        />
      </label>
    </td>
  )
}
