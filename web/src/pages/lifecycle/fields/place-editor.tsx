import { IconPlus } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { studioWords } from '../../../words/studio-en.ts'
import { CriteriaEditor } from '../criteria/criteria-editor.tsx'
import { moveItem } from '../model/criteria-edits.ts'
import { isListValue, isMapValue, type Path, valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import { ChoiceInput } from './choice-input.tsx'
import { type Field, fieldOf, type JsonSchema } from './field.ts'
import styles from './fields.module.css'
import { converted, formName, isOf, itemName } from './forms.ts'
import { freshOf } from './fresh-value.ts'
import { Tool } from './tool.tsx'
import { isSmall, isValueField, ValueInput } from './value-input.tsx'

interface PlaceProps {
  readonly path: Path
  readonly schema: JsonSchema
}

/** The editor of a place of the document, whatever may stand there. */
export function PlaceEditor({ path, schema }: PlaceProps) {
  const { root, set } = useStudio()
  const id = useId()
  const field = fieldOf(path, schema)
  const label = studioWords.label(path.at(-1) ?? '', path.at(-2))
  if (field === null) return null
  if (!isValueField(field)) return <PartsEditor path={path} schema={schema} field={field} label={label} />
  const value = valueAt(root, path)
  return (
    <div className={styles['field']} data-long={field.as === 'long' || undefined}>
      <label htmlFor={hasOneInput(field) ? id : undefined}>{label}</label>
      <ValueInput
        field={field}
        label={label}
        id={hasOneInput(field) ? id : undefined}
        value={value}
        onSet={(changed) => set(path, changed)}
      />
    </div>
  )
}

const hasOneInput = ({ as }: Field): boolean =>
  ['text', 'long', 'key', 'scalar', 'date', 'number', 'switch', 'choice', 'reference'].includes(as)

interface PartsProps extends PlaceProps {
  readonly field: Field
  readonly label: string
}

function PartsEditor({ path, schema, field, label }: PartsProps) {
  switch (field.as) {
    case 'criteria':
      return <CriteriaEditor path={path} label={label} isTrigger={field.isTrigger} />
    case 'object':
      return <ObjectEditor path={path} schema={schema} label={label} />
    case 'list':
      return <ListEditor path={path} item={field.item} label={label} />
    case 'record':
      return <RecordEditor path={path} value={field.value} label={label} />
    case 'either':
      return <EitherEditor path={path} forms={field.forms} label={label} />
    default:
      return null
  }
}

interface ObjectProps extends PlaceProps {
  readonly label: string
  /** Only these keys (default: all that the schema has). */
  readonly keys?: readonly string[]
  readonly isBare?: boolean
}

/** The keys of a map: those that are there, and buttons for those that may be. */
export function ObjectEditor({
  path,
  schema,
  label,
  keys = Object.keys(schema.properties ?? {}),
  isBare,
}: ObjectProps) {
  const { root, set } = useStudio()
  const value = valueAt(root, path)
  const own = isMapValue(value) ? value : {}
  const isShown = (key: string) =>
    Object.hasOwn(own, key) ||
    (schema.required ?? []).includes(key) ||
    isSmall([...path, key], schema.properties?.[key])
  const shown = keys.filter(isShown)
  const small = shown.filter((key) => isSmall([...path, key], schema.properties?.[key]))
  const absent = keys.filter((key) => !isShown(key))
  const part = (key: string) => schema.properties?.[key] ?? {}
  const parts = (
    <>
      {small.length > 0 && (
        <div className={styles['row']}>
          {small.map((key) => (
            <PlaceEditor key={key} path={[...path, key]} schema={part(key)} />
          ))}
        </div>
      )}
      {shown
        .filter((key) => !small.includes(key))
        .map((key) => (
          <PlaceEditor key={key} path={[...path, key]} schema={part(key)} />
        ))}
      {absent.length > 0 && (
        <div className={styles['absent']}>
          {absent.map((key) => (
            <button
              key={key}
              type="button"
              className={styles['button']}
              onClick={() => set([...path, key], freshOf([...path, key], part(key), root))}
            >
              <IconPlus size={13} aria-hidden="true" />
              {studioWords.label(key)}
            </button>
          ))}
        </div>
      )}
    </>
  )
  if (isBare === true) return <div className={styles['fields']}>{parts}</div>
  return (
    <fieldset className={styles['card']}>
      <legend className={styles['legend']}>{label}</legend>
      {parts}
    </fieldset>
  )
}

function ListEditor({ path, item, label }: { readonly path: Path; readonly item: JsonSchema; readonly label: string }) {
  const { root, set, change } = useStudio()
  const value = valueAt(root, path)
  const items = isListValue(value) ? value : []
  const add = () => set([...path, items.length], freshOf([...path, items.length], item, root))
  return (
    <fieldset className={styles['card']}>
      <legend className={styles['legend']}>{label}</legend>
      {items.map((one, index) => {
        const name = `${label} ${itemName(one) ?? index + 1}`
        return (
          // An item is where it stands: what is edited is the place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the key
          <div key={index} className={styles['card']} data-item={itemName(one) ?? index}>
            <div className={styles['head']}>
              <strong className={styles['word']}>{itemName(one) ?? studioWords.label(index)}</strong>
              <span className={styles['tools']}>
                <Tool
                  icon="up"
                  label={studioWords.up(name)}
                  isOff={index === 0}
                  onClick={() => change(moveItem(path, items.length, index, index - 1))}
                />
                <Tool
                  icon="down"
                  label={studioWords.down(name)}
                  isOff={index === items.length - 1}
                  onClick={() => change(moveItem(path, items.length, index, index + 1))}
                />
                <Tool
                  icon="remove"
                  label={studioWords.remove(name)}
                  onClick={() =>
                    items.length === 1 ? set(path, undefined) : change([{ do: 'remove', path: [...path, index] }])
                  }
                />
              </span>
            </div>
            <ItemEditor path={[...path, index]} schema={item} />
          </div>
        )
      })}
      <div>
        <button type="button" className={styles['button']} onClick={add}>
          <IconPlus size={13} aria-hidden="true" />
          {studioWords.add(label)}
        </button>
      </div>
    </fieldset>
  )
}

/** What stands in a card of its own needs no frame and no name. */
function ItemEditor({ path, schema }: PlaceProps) {
  const field = fieldOf(path, schema)
  if (field?.as === 'object') return <ObjectEditor path={path} schema={schema} label="" isBare />
  return <PlaceEditor path={path} schema={schema} />
}

function RecordEditor({
  path,
  value: schema,
  label,
}: {
  readonly path: Path
  readonly value: JsonSchema
  readonly label: string
}) {
  const { root, set, change } = useStudio()
  const [name, setName] = useState('')
  const found = valueAt(root, path)
  const own = isMapValue(found) ? found : {}
  const keys = Object.keys(own)
  const add = () => {
    const key = name.trim()
    if (key === '' || Object.hasOwn(own, key)) return
    setName('')
    set([...path, key], freshOf([...path, key], schema, root))
  }
  return (
    <fieldset className={styles['card']}>
      <legend className={styles['legend']}>{label}</legend>
      {keys.map((key, index) => (
        <div key={key} className={styles['card']} data-item={key}>
          <div className={styles['head']}>
            <strong>{key}</strong>
            <span className={styles['tools']}>
              <Tool
                icon="up"
                label={studioWords.up(key)}
                isOff={index === 0}
                onClick={() => change(moveItem(path, keys.length, index, index - 1))}
              />
              <Tool
                icon="down"
                label={studioWords.down(key)}
                isOff={index === keys.length - 1}
                onClick={() => change(moveItem(path, keys.length, index, index + 1))}
              />
              <Tool
                icon="remove"
                label={studioWords.remove(key)}
                onClick={() =>
                  keys.length === 1 ? set(path, undefined) : change([{ do: 'remove', path: [...path, key] }])
                }
              />
            </span>
          </div>
          <ItemEditor path={[...path, key]} schema={schema} />
        </div>
      ))}
      <form
        className={styles['pair']}
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <input
          className={styles['input']}
          data-size="name"
          aria-label={`${label}: ${studioWords.newKey}`}
          placeholder={studioWords.newKey}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <button type="submit" className={styles['button']}>
          <IconPlus size={13} aria-hidden="true" />
          {studioWords.add(label)}
        </button>
      </form>
    </fieldset>
  )
}

/** What may be written in several forms: which one, and its editor. */
function EitherEditor({
  path,
  forms,
  label,
}: {
  readonly path: Path
  readonly forms: readonly JsonSchema[]
  readonly label: string
}) {
  const { root, set } = useStudio()
  const value = valueAt(root, path)
  const at = Math.max(
    0,
    forms.findIndex((form) => isOf(form, value)),
  )
  const form = forms[at]
  return (
    <div className={styles['fields']}>
      <ChoiceInput
        label={`${label}: ${studioWords.form}`}
        value={String(at)}
        options={forms.map((one, index) => ({ value: String(index), label: formName(one) }))}
        onSet={(chosen) => set(path, converted(value, forms[Number(chosen)] ?? {}, path, root))}
      />
      {form !== undefined && <ItemEditor path={path} schema={form} />}
    </div>
  )
}
