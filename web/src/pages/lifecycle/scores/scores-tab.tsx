import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { studioWords } from '../../../words/studio-en.ts'
import { NumberInput } from '../fields/amount-inputs.tsx'
import { schemaAt } from '../fields/field.ts'
import fields from '../fields/fields.module.css'
import { ObjectEditor } from '../fields/place-editor.tsx'
import { Tool } from '../fields/tool.tsx'
import { TypedInput } from '../fields/typed-input.tsx'
import { namesOf, renameEdits } from '../model/references.ts'
import { isMapValue, type Path, type Value, valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import { ScorePreview } from './score-preview.tsx'
import { ScoreRules } from './score-rules.tsx'
import styles from './scores.module.css'

const { scores: words } = studioWords

/** Scores with their rules as tables, the grade, and what they give to real contacts. */
export function ScoresTab() {
  const { root, set } = useStudio()
  const scores = namesOf(root, 'score')
  const [name, setName] = useState('')
  const add = () => {
    const key = name.trim() === '' && !scores.includes('engagement') ? 'engagement' : name.trim()
    if (key === '' || scores.includes(key) || key === 'grade') return
    setName('')
    set(['scores', key], { rules: [{ event: 'Content Downloaded', points: 10 }] })
  }
  return (
    <div className={styles['columns']}>
      <div className={styles['scores']}>
        {scores.length === 0 && <p className={fields['hint']}>{words.none}</p>}
        {scores.map((key) => (
          <ScoreEditor key={key} name={key} />
        ))}
        <form
          className={fields['pair']}
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <input
            className={fields['input']}
            data-size="name"
            aria-label={`${words.add}: ${studioWords.newKey}`}
            placeholder={studioWords.newKey}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <button type="submit" className={fields['button']}>
            <IconPlus size={13} aria-hidden="true" />
            {words.add}
          </button>
        </form>
        <Grade />
      </div>
      <ScorePreview />
    </div>
  )
}

function ScoreEditor({ name }: { readonly name: string }) {
  const { root, schema, change, set } = useStudio()
  const [group, setGroup] = useState('')
  const path: Path = ['scores', name]
  const own = schema === null ? null : schemaAt(schema, path)
  const found = valueAt(root, [...path, 'groups'])
  const groups = isMapValue(found) ? Object.keys(found) : []
  if (own === null) return null
  const addGroup = () => {
    const key = group.trim()
    if (key === '' || groups.includes(key)) return
    setGroup('')
    set([...path, 'groups', key], { rules: [{ event: 'Content Downloaded', points: 10 }] })
  }
  return (
    <section className={styles['score']} aria-label={name}>
      <header className={fields['head']}>
        <h3 className={styles['title']}>{name}</h3>
        <span className={fields['pair']}>
          <span className={fields['word']}>{studioWords.label('key')}</span>
          <TypedInput
            label={studioWords.rename(name)}
            size="name"
            value={name}
            onSet={(key) => /^[a-z][a-z0-9_]*$/.test(key) && change(renameEdits(root, 'score', name, key))}
          />
          <Tool icon="remove" label={studioWords.remove(name)} onClick={() => change([{ do: 'remove', path }])} />
        </span>
      </header>
      <ObjectEditor path={path} schema={own} label="" keys={['name', 'half_life', 'cap']} isBare />
      {groups.map((key) => (
        <ScoreRules
          key={key}
          path={[...path, 'groups', key, 'rules']}
          group={key}
          onRemove={() => set([...path, 'groups', key], undefined)}
        />
      ))}
      {(groups.length === 0 || valueAt(root, [...path, 'rules']) !== undefined) && (
        <ScoreRules path={[...path, 'rules']} group={null} onRemove={null} />
      )}
      <form
        className={fields['pair']}
        onSubmit={(event) => {
          event.preventDefault()
          addGroup()
        }}
      >
        <input
          className={fields['input']}
          data-size="name"
          aria-label={`${name}, ${words.addGroup}: ${studioWords.newKey}`}
          placeholder={studioWords.newKey}
          value={group}
          onChange={({ currentTarget }) => setGroup(currentTarget.value)}
        />
        <button type="submit" className={fields['button']}>
          <IconPlus size={13} aria-hidden="true" />
          {words.addGroup}
        </button>
        {groups.length > 0 && valueAt(root, [...path, 'rules']) === undefined && (
          <button
            type="button"
            className={fields['button']}
            onClick={() => set([...path, 'rules'], [{ event: 'Content Downloaded', points: 10 }])}
          >
            <IconPlus size={13} aria-hidden="true" />
            {words.ungrouped}
          </button>
        )}
      </form>
    </section>
  )
}

const parts = { fit: ['A', 'B', 'C'], engagement: ['1', '2', '3'] } as const
const usual: Value = { fit: { A: 50, B: 25, C: 10 }, engagement: { 1: 60, 2: 35, 3: 10 } }

function Grade() {
  const { root, set } = useStudio()
  const grade = valueAt(root, ['scores', 'grade'])
  if (grade === undefined)
    return (
      <div>
        <button type="button" className={fields['button']} onClick={() => set(['scores', 'grade'], usual)}>
          <IconPlus size={13} aria-hidden="true" />
          {words.addGrade}
        </button>
      </div>
    )
  return (
    <section className={styles['score']} aria-label={words.grade}>
      <header className={fields['head']}>
        <h3 className={styles['title']}>{words.grade}</h3>
        <Tool
          icon="remove"
          label={studioWords.remove(words.grade)}
          onClick={() => set(['scores', 'grade'], undefined)}
        />
      </header>
      <p className={fields['hint']}>{words.gradeNote}</p>
      {(['fit', 'engagement'] as const).map((part) => (
        <div key={part} className={fields['pair']}>
          <span className={styles['part']}>{studioWords.label(part)}</span>
          {parts[part].map((letter) => (
            <span key={letter} className={fields['pair']}>
              <span className={fields['word']}>{words.from(letter)}</span>
              <NumberInput
                label={`${studioWords.label(part)}, ${words.from(letter)}`}
                value={valueAt(grade, [part, letter])}
                onSet={(points) => points !== undefined && set(['scores', 'grade', part, letter], points)}
              />
            </span>
          ))}
        </div>
      ))}
    </section>
  )
}
