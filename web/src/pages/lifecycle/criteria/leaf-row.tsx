import { IconX } from '@tabler/icons-react'
import { studioWords } from '../../../words/studio-en.ts'
import { ChoiceInput } from '../fields/choice-input.tsx'
import type { Suggested } from '../fields/field.ts'
import fields from '../fields/fields.module.css'
import { TypedInput } from '../fields/typed-input.tsx'
import { ValueInput } from '../fields/value-input.tsx'
import { readConditions } from '../model/criteria-edits.ts'
import { isListValue, type Path, type Value, valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import styles from './criteria.module.css'
import { freshDetail } from './fresh-detail.ts'
import { freshLeaf } from './fresh-leaf.ts'
import { KindSelect } from './kind-select.tsx'
import type { LeafField, LeafForm, Settings } from './leaf-form.ts'
import { findForm } from './leaf-forms.ts'

const { criteria: words } = studioWords

interface LeafRowProps {
  readonly path: Path
  readonly isNegated: boolean
  readonly isTrigger: boolean
}

/** A condition as a sentence with fields: "did Content Downloaded at least 2 times within 30 days". */
export function LeafRow({ path, isNegated, isTrigger }: LeafRowProps) {
  const { root, set } = useStudio()
  const read = readConditions(valueAt(root, path))
  if (read?.op !== 'leaf') return null
  const found = findForm(read.key)
  if (found === null) return <p className={fields['hint']}>{words.unknown(read.key)}</p>
  const { form, subject } = found
  const settings = form.read(read.settings)
  const write = (changed: Settings) => set([...path, read.key], form.write(changed, read.settings))
  const isSaid = ({ key, always }: LeafField) => always === true || settings[key] !== undefined
  const left = form.fields.filter((field) => !isSaid(field))
  return (
    <div className={styles['sentence']}>
      {isNegated && <strong className={styles['not']}>{words.not.toLowerCase()}</strong>}
      <KindSelect
        label={words.kind}
        value={form.key}
        isTrigger={isTrigger}
        onChoose={(key) => set(path, freshLeaf(key, root))}
      />
      {form.key.endsWith('.') && (
        <TypedInput
          label={words.subject}
          size="name"
          value={subject}
          suggest={{ of: form.key === 'traits.' ? 'traits' : 'account_traits' }}
          onSet={(name) => name.trim() !== '' && set(path, { [`${form.key}${name.trim()}`]: read.settings })}
        />
      )}
      {form.fields.filter(isSaid).map((field) => (
        <LeafDetail key={field.key} form={form} field={field} settings={settings} subject={subject} onWrite={write} />
      ))}
      {left.length > 0 && (
        <ChoiceInput
          label={studioWords.addDetail}
          value=""
          orNone={studioWords.addDetail}
          options={left.map(({ key }) => ({
            value: key,
            label: `${studioWords.before(key) || studioWords.kind(key)} …`,
          }))}
          onSet={(key) => {
            const field = left.find((one) => one.key === key)
            if (field !== undefined) write({ ...settings, [key]: freshDetail(field, root) })
          }}
        />
      )}
    </div>
  )
}

interface LeafDetailProps {
  readonly form: LeafForm
  readonly field: LeafField
  readonly settings: Settings
  readonly subject: string
  readonly onWrite: (settings: Settings) => void
}

function LeafDetail({ form, field: { key, field, always }, settings, subject, onWrite }: LeafDetailProps) {
  const before = studioWords.before(key)
  const isSilent =
    always === true &&
    ['names', 'values', 'value', 'path', 'point', 'scores', 'state', 'is', 'key', 'event'].includes(key)
  const isOnly = form.key === 'idle' || key === 'people'
  const label = isSilent ? studioWords.kind(form.key) : before || studioWords.kind(form.key)
  const without = (): Settings => Object.fromEntries(Object.entries(settings).filter(([one]) => one !== key))
  return (
    <span className={fields['pair']}>
      {!isSilent && !isOnly && before !== '' && <span className={fields['word']}>{before}</span>}
      {key === 'people' && <span className={fields['word']}>{before}</span>}
      <ValueInput
        field={field}
        label={label}
        value={settings[key]}
        about={aboutOf(form, key, settings, subject)}
        suggest={suggestedOf(form, key)}
        onSet={(value) => onWrite(value === undefined ? without() : { ...settings, [key]: value })}
      />
      {!isSilent && !isOnly && studioWords.behind(key) !== '' && field.as === 'number' && (
        <span className={fields['word']}>{studioWords.behind(key)}</span>
      )}
      {always !== true && (
        <button
          type="button"
          className={fields['icon']}
          aria-label={studioWords.remove(before)}
          onClick={() => onWrite(without())}
        >
          <IconX size={13} aria-hidden="true" />
        </button>
      )}
    </span>
  )
}

const firstName = (value: Value | undefined): string | undefined => {
  const first = isListValue(value) ? value[0] : value
  return typeof first === 'string' ? first : undefined
}

/** What the values of a detail are about: the event of a `where`, the trait of a condition. */
function aboutOf(form: LeafForm, key: string, settings: Settings, subject: string): string | undefined {
  if (key === 'where') return form.key === 'page' ? 'page' : firstName(settings['names'])
  return form.key.endsWith('.') ? subject : undefined
}

function suggestedOf(form: LeafForm, key: string): Suggested | undefined {
  if (form.key === 'traits.') return 'trait_values'
  if (form.key === 'account.') return 'account_values'
  if (form.key === 'page' && key === 'path') return 'pages'
  if (form.key === 'source') return key === 'medium' ? 'mediums' : key === 'campaign' ? 'campaigns' : 'sources'
  return undefined
}
