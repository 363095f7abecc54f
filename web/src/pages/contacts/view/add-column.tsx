import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { lifecycleQuery } from '../../../api/lifecycle.ts'
import { suggestionsQuery } from '../../../api/studio.ts'
import { columnTitle } from '../../../words/contact-list-en.ts'
import { panelWords } from '../../../words/contact-panels-en.ts'
import fields from '../../lifecycle/fields/fields.module.css'
import { openText } from '../../lifecycle/model/opened.ts'
import { namesOf } from '../../lifecycle/model/references.ts'
import { isColumn, plainColumns } from './columns.ts'
import styles from './view-panel.module.css'

const { view: words } = panelWords

interface AddColumnProps {
  readonly shown: readonly string[]
  readonly onAdd: (name: string) => void
}

/** Further columns: those of every list, points of the scores, and traits by their names. */
export function AddColumn({ shown, onAdd }: AddColumnProps) {
  const { data: head } = useQuery(lifecycleQuery())
  const document = head === undefined ? undefined : openText(head.document)?.value
  const scores = document === undefined ? [] : namesOf(document, 'score').map((name) => `score:${name}`)
  const left = [...plainColumns, ...scores].filter((name) => !shown.includes(name))
  return (
    <div className={styles['adding']}>
      <ul className={styles['offers']}>
        {left.map((name) => (
          <li key={name}>
            <button type="button" className={fields['button']} onClick={() => onAdd(name)}>
              {columnTitle(name)}
            </button>
          </li>
        ))}
      </ul>
      <AddTrait kind="trait" label={words.trait} shown={shown} onAdd={onAdd} />
      <AddTrait kind="account" label={words.account} shown={shown} onAdd={onAdd} />
    </div>
  )
}

interface AddTraitProps extends AddColumnProps {
  readonly kind: 'trait' | 'account'
  readonly label: string
}

function AddTrait({ kind, label, shown, onAdd }: AddTraitProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const { data } = useQuery(suggestionsQuery({ of: kind === 'trait' ? 'traits' : 'account_traits' }))
  const column = `${kind}:${typed.trim()}`
  const isReady = typed.trim() !== '' && isColumn(column) && !shown.includes(column)
  const names = (data?.items ?? []).map(({ value }) => value).filter((name) => !shown.includes(`${kind}:${name}`))
  return (
    <form
      className={styles['trait']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isReady) return
        onAdd(column)
        setTyped('')
      }}
    >
      <label htmlFor={id}>{label}</label>
      <div className={styles['buttons']}>
        <input
          id={id}
          className={fields['input']}
          list={`${id}-names`}
          placeholder={words.placeholder}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <datalist id={`${id}-names`}>
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <button type="submit" className={fields['button']} disabled={!isReady}>
          {words.add}
        </button>
      </div>
    </form>
  )
}
