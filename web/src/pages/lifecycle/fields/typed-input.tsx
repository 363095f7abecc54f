import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { type Suggesting, suggestionsQuery } from '../../../api/studio.ts'
import styles from './fields.module.css'

const RESTS = 350

interface TypedInputProps {
  readonly label: string
  readonly value: string
  readonly onSet: (value: string) => void
  readonly id?: string | undefined
  readonly size?: 'number' | 'name' | undefined
  readonly type?: 'text' | 'number' | 'date'
  readonly suggest?: Suggesting | null | undefined
  readonly options?: readonly string[] | undefined
  readonly isLong?: boolean
  readonly placeholder?: string
  readonly isWrong?: boolean
}

/** A line to type in, which takes effect once the hand rests or goes on. */
export function TypedInput(props: TypedInputProps) {
  const { label, value, onSet, id, size, type = 'text', suggest, options, isLong, placeholder, isWrong } = props
  const list = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [isTouched, touch] = useState(false)
  const waiting = useRef(0)
  const set = useRef(onSet)
  useEffect(() => {
    set.current = onSet
  })
  useEffect(() => () => window.clearTimeout(waiting.current), [])
  const { data } = useQuery({ ...suggestionsQuery(suggest ?? { of: 'events' }), enabled: isTouched && suggest != null })
  const proposals = suggest == null ? (options ?? []) : (data?.items ?? []).map((item) => item.value)
  const settle = (text: string | null) => {
    window.clearTimeout(waiting.current)
    if (text !== null && text !== value) set.current(text)
  }
  const shared = {
    id,
    'aria-label': id === undefined ? label : undefined,
    'aria-invalid': isWrong || undefined,
    className: styles['input'],
    'data-size': size,
    value: typed ?? value,
    placeholder,
    onFocus: () => touch(true),
    onBlur: () => {
      settle(typed)
      setTyped(null)
    },
  }
  const take = (text: string) => {
    setTyped(text)
    window.clearTimeout(waiting.current)
    waiting.current = window.setTimeout(() => settle(text), RESTS)
  }
  if (isLong === true)
    return <textarea {...shared} rows={2} onChange={({ currentTarget }) => take(currentTarget.value)} />
  return (
    <>
      <input
        {...shared}
        type={type}
        step={type === 'number' ? 'any' : undefined}
        list={proposals.length > 0 ? list : undefined}
        onChange={({ currentTarget }) => take(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle(typed)
        }}
      />
      {proposals.length > 0 && (
        <datalist id={list}>
          {proposals.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  )
}
