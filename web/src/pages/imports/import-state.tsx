import { IconAlertTriangle, IconArrowBackUp, IconCheck, IconLoader2 } from '@tabler/icons-react'
import type { ImportState } from '../../../../server/src/contract/imports.ts'
import { importWords } from '../../words/imports-en.ts'
import styles from './import-state.module.css'

const icons = {
  running: IconLoader2,
  done: IconCheck,
  failed: IconAlertTriangle,
  undoing: IconLoader2,
  undone: IconArrowBackUp,
}

/** How an import stands: a sign and a word. */
export function ImportStateMark({ state }: { readonly state: ImportState }) {
  const Icon = icons[state]
  return (
    <span className={styles['state']} data-state={state}>
      <Icon size={16} aria-hidden="true" />
      {importWords.states[state]}
    </span>
  )
}
