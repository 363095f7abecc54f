import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { studioWords } from '../../../words/studio-en.ts'
import fields from '../fields/fields.module.css'
import {
  duplicateCondition,
  groupConditions,
  indentCondition,
  moveCondition,
  outdentCondition,
  readConditions,
  removeCondition,
  ungroupConditions,
} from '../model/criteria-edits.ts'
import type { Edit } from '../model/edit.ts'
import { type Path, type Value, valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import styles from './criteria.module.css'

const { criteria: words } = studioWords

/** What can be done with a condition or a group as a whole. */
export function ConditionTools({ path }: { readonly path: Path }) {
  const { root, change } = useStudio()
  const up = moveCondition(root, path, -1)
  const down = moveCondition(root, path, 1)
  const deeds = deedsFor(root, path)
  const does = (key: string) => change(deeds.find((one) => one.key === key)?.edits ?? [])
  return (
    <span className={styles['tools']}>
      <button
        type="button"
        className={fields['icon']}
        aria-label={words.up}
        title={words.up}
        disabled={up.length === 0}
        onClick={() => change(up)}
      >
        <IconArrowUp size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={fields['icon']}
        aria-label={words.down}
        title={words.down}
        disabled={down.length === 0}
        onClick={() => change(down)}
      >
        <IconArrowDown size={14} aria-hidden="true" />
      </button>
      <select
        aria-label={words.more}
        title={words.more}
        className={styles['deeds']}
        value=""
        onChange={({ currentTarget }) => does(currentTarget.value)}
      >
        <option value="">⋯</option>
        {deeds.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
      <button
        type="button"
        className={fields['icon']}
        aria-label={words.remove}
        title={words.remove}
        onClick={() => change(removeCondition(root, path))}
      >
        <IconTrash size={14} aria-hidden="true" />
      </button>
    </span>
  )
}

interface Deed {
  readonly key: string
  readonly label: string
  readonly edits: readonly Edit[]
}

function deedsFor(root: Value, path: Path): readonly Deed[] {
  const read = readConditions(valueAt(root, path))
  const inner = read?.op === 'not' ? readConditions(read.part) : null
  const isNegatedLeaf = inner?.op === 'leaf'
  return [
    read?.op === 'not'
      ? { key: 'affirm', label: words.affirm, edits: ungroupConditions(root, path) }
      : { key: 'negate', label: words.negate, edits: groupConditions(path, 'not') },
    { key: 'group-all', label: words.groupAll, edits: groupConditions(path, 'all') },
    { key: 'group-any', label: words.groupAny, edits: groupConditions(path, 'any') },
    { key: 'indent', label: words.indent, edits: indentCondition(root, path) },
    { key: 'outdent', label: words.outdent, edits: outdentCondition(root, path) },
    ...(read?.op === 'leaf' || read?.op === 'not' || isNegatedLeaf
      ? []
      : [{ key: 'ungroup', label: words.ungroup, edits: ungroupConditions(root, path) }]),
    { key: 'duplicate', label: words.duplicate, edits: duplicateCondition(root, path) },
  ].filter(({ edits }) => edits.length > 0)
}
