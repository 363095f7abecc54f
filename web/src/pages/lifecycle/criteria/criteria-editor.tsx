import { IconPlus } from '@tabler/icons-react'
import { useId } from 'react'
import { studioWords } from '../../../words/studio-en.ts'
import { ChoiceInput } from '../fields/choice-input.tsx'
import fields from '../fields/fields.module.css'
import { addCondition, readConditions, switchJoint } from '../model/criteria-edits.ts'
import type { Path } from '../model/value.ts'
import { valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import { ConditionTools } from './condition-tools.tsx'
import styles from './criteria.module.css'
import { freshLeaf } from './fresh-leaf.ts'
import { KindSelect } from './kind-select.tsx'
import { LeafRow } from './leaf-row.tsx'
import { useConditionKeys } from './use-condition-keys.ts'

const { criteria: words } = studioWords

interface CriteriaEditorProps {
  readonly path: Path
  readonly label: string
  /** In a trigger the entry into a stage may be asked for. */
  readonly isTrigger?: boolean
}

/** Conditions as sentences with fields, in groups of all and any. */
export function CriteriaEditor({ path, label, isTrigger = false }: CriteriaEditorProps) {
  const { root, change, sharedWith } = useStudio()
  const id = useId()
  const others = sharedWith(path)
  const read = readConditions(valueAt(root, path))
  const isGroup = read?.op === 'all' || read?.op === 'any'
  return (
    <section className={styles['criteria']} aria-labelledby={id}>
      <h4 id={id} className={fields['legend']}>
        {label}
      </h4>
      {others > 0 && <p className={fields['hint']}>{studioWords.shared(others)}</p>}
      {read === null ? (
        <p className={fields['hint']}>{words.none}</p>
      ) : (
        <ConditionNode path={path} isTrigger={isTrigger} />
      )}
      {!isGroup && (
        <AddCondition
          label={words.add}
          isTrigger={isTrigger}
          onAdd={(key) => change(addCondition(root, path, freshLeaf(key, root)))}
        />
      )}
    </section>
  )
}

interface NodeProps {
  readonly path: Path
  readonly isTrigger: boolean
}

function ConditionNode({ path, isTrigger }: NodeProps) {
  const { root } = useStudio()
  const read = readConditions(valueAt(root, path))
  if (read === null) return null
  if (read.op === 'leaf') return <Leaf path={path} isTrigger={isTrigger} isNegated={false} />
  if (read.op === 'not') {
    const inner = readConditions(read.part)
    if (inner?.op === 'leaf') return <Leaf path={path} isTrigger={isTrigger} isNegated />
    return <Group path={path} isTrigger={isTrigger} op="not" count={1} />
  }
  return <Group path={path} isTrigger={isTrigger} op={read.op} count={read.parts.length} />
}

/** A leaf stands with its `not` in one row: they are one sentence. */
function Leaf({ path, isTrigger, isNegated }: NodeProps & { readonly isNegated: boolean }) {
  const keys = useConditionKeys(path)
  return (
    <div className={styles['leaf']} data-condition="leaf" {...keys} data-not={isNegated || undefined}>
      <LeafRow path={isNegated ? [...path, 'not'] : path} isNegated={isNegated} isTrigger={isTrigger} />
      <ConditionTools path={path} />
    </div>
  )
}

function Group({
  path,
  isTrigger,
  op,
  count,
}: NodeProps & { readonly op: 'all' | 'any' | 'not'; readonly count: number }) {
  const { root, change } = useStudio()
  const keys = useConditionKeys(path)
  return (
    <div className={styles['group']} data-op={op}>
      <div className={styles['head']} {...keys}>
        {op === 'not' ? (
          <strong>{words.not}</strong>
        ) : (
          <ChoiceInput
            label={words.joint}
            value={op}
            options={(['all', 'any'] as const).map((one) => ({ value: one, label: words[one] }))}
            onSet={() => change(switchJoint(root, path))}
          />
        )}
        <ConditionTools path={path} />
      </div>
      <ul className={styles['parts']}>
        {op === 'not' ? (
          <li>
            <ConditionNode path={[...path, 'not']} isTrigger={isTrigger} />
          </li>
        ) : (
          Array.from({ length: count }, (_, index) => (
            // A condition is where it stands.
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the key
            <li key={index}>
              <ConditionNode path={[...path, op, index]} isTrigger={isTrigger} />
            </li>
          ))
        )}
        {op !== 'not' && (
          <li>
            <AddCondition
              label={words.addTo(words[op].toLowerCase())}
              isTrigger={isTrigger}
              onAdd={(key) => change(addCondition(root, path, freshLeaf(key, root)))}
            />
          </li>
        )}
      </ul>
    </div>
  )
}

interface AddConditionProps {
  readonly label: string
  readonly isTrigger: boolean
  readonly onAdd: (key: string) => void
}

function AddCondition({ label, isTrigger, onAdd }: AddConditionProps) {
  return (
    <span className={styles['add']}>
      <IconPlus size={13} aria-hidden="true" />
      <KindSelect label={label} value="" placeholder={label} isTrigger={isTrigger} onChoose={onAdd} />
    </span>
  )
}
