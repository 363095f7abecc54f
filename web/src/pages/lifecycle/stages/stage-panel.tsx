import { IconPlus, IconTrash } from '@tabler/icons-react'
import { notify } from '../../../components/notice.ts'
import { studioWords } from '../../../words/studio-en.ts'
import { schemaAt } from '../fields/field.ts'
import fields from '../fields/fields.module.css'
import { ObjectEditor } from '../fields/place-editor.tsx'
import { TypedInput } from '../fields/typed-input.tsx'
import type { Edit } from '../model/edit.ts'
import { referencesIn, renameEdits } from '../model/references.ts'
import { isListValue, isMapValue, type Value, valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import type { StageEntry } from './stage-entries.ts'
import styles from './stages.module.css'

const { stages: words } = studioWords

interface StagePanelProps {
  readonly entry: StageEntry
  readonly onChoose: (key: string) => void
}

const sections = [
  ['meaning', ['name', 'description', 'guidance', 'owner', 'journey', 'volume']],
  ['entry', ['entry']],
  ['levels', ['levels']],
  ['exits', ['exits', 'reasons']],
  ['rules', ['from', 'requires', 'gate', 'track', 'evidence', 'back', 'return_to', 'cool_off', 'locked', 'new_cycle']],
] as const

/** Everything about one stage or detour. */
export function StagePanel({ entry, onChoose }: StagePanelProps) {
  const { root, schema, change } = useStudio()
  const own = schema === null ? null : schemaAt(schema, entry.path)
  if (own === null) return null
  const has = (key: string) => own.properties?.[key] !== undefined
  const remove = () => {
    change(removalOf(root, entry))
    notify({ text: words.removed(entry.name) })
    onChoose('')
  }
  return (
    <section className={styles['panel']} aria-label={entry.name}>
      <header className={styles['head']}>
        <h3>{entry.name}</h3>
        <div className={fields['pair']}>
          <span className={fields['word']}>{studioWords.label('key')}</span>
          <TypedInput
            label={studioWords.rename(entry.name)}
            size="name"
            value={entry.key}
            isWrong={!/^[a-z][a-z0-9_]{0,62}$/.test(entry.key)}
            onSet={(key) => {
              if (!/^[a-z][a-z0-9_]{0,62}$/.test(key)) return
              change(renameEdits(root, 'stage', entry.key, key))
              onChoose(key)
            }}
          />
          <button type="button" className={fields['button']} onClick={remove}>
            <IconTrash size={13} aria-hidden="true" />
            {words.remove}
          </button>
        </div>
      </header>
      {sections.map(([section, keys]) => {
        const present = keys.filter(has)
        return (
          present.length > 0 && (
            <section key={section} className={styles['part']}>
              <h4>{words.sections[section]}</h4>
              {section === 'entry' ? (
                <ObjectEditor
                  path={[...entry.path, 'entry']}
                  schema={own.properties?.['entry'] ?? {}}
                  label=""
                  isBare
                />
              ) : (
                <ObjectEditor path={entry.path} schema={own} label="" keys={present} isBare />
              )}
              {section === 'exits' && <StageHandoffs entry={entry} />}
            </section>
          )
        )
      })}
    </section>
  )
}

/** The handoffs that begin with coming here. */
function StageHandoffs({ entry }: { readonly entry: StageEntry }) {
  const { root, schema, set } = useStudio()
  const found = valueAt(root, ['handoffs'])
  const all = isMapValue(found) ? Object.keys(found) : []
  const beginning = new Set(
    referencesIn(root)
      .filter(
        ({ kind, name, path }) =>
          kind === 'stage' && name === entry.key && path[0] === 'handoffs' && path.includes('enters'),
      )
      .map(({ path }) => String(path[1])),
  )
  const own = all.filter((key) => beginning.has(key))
  const form = schema === null ? null : schemaAt(schema, ['handoffs', 'any'])
  if (form === null) return null
  return (
    <section className={styles['part']}>
      <h4>{words.sections.handoffs}</h4>
      <p className={fields['hint']}>{own.length === 0 ? words.noHandoff : words.handoffsNote}</p>
      {own.map((key) => (
        <ObjectEditor key={key} path={['handoffs', key]} schema={form} label={key} />
      ))}
      <div>
        <button
          type="button"
          className={fields['button']}
          onClick={() =>
            set(['handoffs', freeName(all, `from_${entry.key}`)], {
              trigger: { enters: entry.key },
              to: entry.owner ?? 'contact_owner',
              promises: { respond: '1wd' },
            })
          }
        >
          <IconPlus size={13} aria-hidden="true" />
          {words.addHandoff}
        </button>
      </div>
    </section>
  )
}

const freeName = (taken: readonly string[], wanted: string): string =>
  taken.includes(wanted) ? freeName(taken, `${wanted}_more`) : wanted

/** Without the stage; its names in plain lists go with it. */
function removalOf(root: Value, { path, key }: StageEntry): readonly Edit[] {
  const lists = referencesIn(root).filter(
    ({ kind, name, path: place }) =>
      kind === 'stage' &&
      name === key &&
      typeof place.at(-1) === 'number' &&
      !place.join(' ').startsWith(path.join(' ')),
  )
  const emptied = (place: readonly (string | number)[]) => {
    const list = valueAt(root, place.slice(0, -1))
    return isListValue(list) && list.length === 1
  }
  return [
    ...lists
      .toReversed()
      .map(({ path: place }): Edit => ({ do: 'remove', path: emptied(place) ? place.slice(0, -1) : place })),
    { do: 'remove', path },
  ]
}
