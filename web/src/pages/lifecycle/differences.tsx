import { IconMinus, IconPencil, IconPlus } from '@tabler/icons-react'
import type { DifferenceView } from '../../../../server/src/contract/lifecycle.ts'
import { lifecycleWords } from '../../words/lifecycle-en.ts'
import styles from './differences.module.css'

const icons = { added: IconPlus, removed: IconMinus, changed: IconPencil }

/** What differs between two documents, in words. */
export function Differences({ differences }: { readonly differences: readonly DifferenceView[] }) {
  if (differences.length === 0) return <p className={styles['none']}>{lifecycleWords.plan.noDifferences}</p>
  return (
    <ul className={styles['differences']}>
      {differences.map(({ change, text }) => {
        const Icon = icons[change]
        return (
          <li key={text} data-change={change}>
            <Icon size={14} aria-hidden="true" />
            <span>{text}</span>
          </li>
        )
      })}
    </ul>
  )
}
