import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { type Suggesting, suggestionsQuery } from '../../../api/studio.ts'
import { studioWords } from '../../../words/studio-en.ts'
import styles from './fields.module.css'

interface NamesInputProps {
  readonly label: string
  readonly values: readonly string[]
  readonly onSet: (values: readonly string[]) => void
  readonly suggest?: Suggesting | null | undefined
  readonly also?: readonly string[] | undefined
}

/** Some names, each to be taken away; more are typed, with those that came in as proposals. */
export function NamesInput({ label, values, onSet, suggest, also = [] }: NamesInputProps) {
  const list = useId()
  const [typed, setTyped] = useState('')
  const [isTouched, touch] = useState(false)
  const { data } = useQuery({ ...suggestionsQuery(suggest ?? { of: 'events' }), enabled: isTouched && suggest != null })
  const proposals = [...also, ...(suggest == null ? [] : (data?.items ?? []).map(({ value }) => value))]
  const add = () => {
    const name = typed.trim()
    setTyped('')
    if (name !== '' && !values.includes(name)) onSet([...values, name])
  }
  return (
    <span className={styles['pair']}>
      {values.map((name, index) => (
        <span key={name} className={styles['chip']}>
          {name}
          <button
            type="button"
            className={styles['icon']}
            aria-label={studioWords.remove(name)}
            onClick={() => onSet(values.toSpliced(index, 1))}
          >
            <IconX size={13} aria-hidden="true" />
          </button>
        </span>
      ))}
      <input
        className={styles['input']}
        data-size={values.length === 0 ? 'name' : 'more'}
        aria-label={label}
        placeholder={studioWords.addOne}
        list={proposals.length > 0 ? list : undefined}
        value={typed}
        onFocus={() => touch(true)}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            add()
          }
          if (event.key === 'Backspace' && typed === '' && values.length > 0) onSet(values.slice(0, -1))
        }}
        onBlur={add}
      />
      {proposals.length > 0 && (
        <datalist id={list}>
          {proposals.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </span>
  )
}
