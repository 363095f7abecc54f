import { mapWords } from '../../../words/map-en.ts'
import { readConditions } from '../model/criteria-edits.ts'
import type { Value } from '../model/value.ts'
import { sayCondition } from './say-condition.ts'
import styles from './stage-side.module.css'

const { panel: words } = mapWords

/** Conditions as one reads them: each a sentence, groups as lists. In a chunk of its own, for it knows every condition. */
export function ConditionsInWords({ value }: { readonly value: Value }) {
  const read = readConditions(value)
  if (read === null) return <p className={styles['soft']}>{words.unsaid}</p>
  if (read.op === 'leaf') return <p>{sayCondition(read.key, read.settings) ?? words.unsaid}</p>
  const parts = read.op === 'not' ? [read.part] : read.parts
  return (
    <div className={styles['group']}>
      <p className={styles['joint']}>{words.joints[read.op]}</p>
      <ul>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no other name than its place
          <li key={index}>
            <ConditionsInWords value={part} />
          </li>
        ))}
      </ul>
    </div>
  )
}
