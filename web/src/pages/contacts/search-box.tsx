import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { isTyping } from '../../components/is-typing.ts'
import { words } from '../../words/en.ts'
import styles from './search-box.module.css'

const route = getRouteApi('/contacts')

/** Search by a part of a name or an address; "/" goes there from anywhere on the page. */
export function SearchBox() {
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(q)
  const search = useDebouncedCallback((wanted: string) => {
    const trimmed = wanted.trim()
    void navigate({
      search: ({ q: _, ...rest }) => (trimmed === '' ? rest : { ...rest, q: trimmed }),
      replace: true,
    })
  }, 180)
  // Another address (back, a cleared filter) changes the field, unless somebody is writing in it.
  useEffect(() => {
    if (document.activeElement !== field.current) setText(q)
  }, [q])
  useEffect(() => {
    const goThere = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event)) return
      event.preventDefault()
      field.current?.select()
      field.current?.focus()
    }
    window.addEventListener('keydown', goThere)
    return () => window.removeEventListener('keydown', goThere)
  }, [])
  return (
    <search className={styles['bar']}>
      <TextInput
        ref={field}
        type="search"
        className={styles['field'] ?? ''}
        aria-label={words.contacts.search}
        placeholder={words.contacts.searchHint}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        rightSection={<kbd className={styles['key']}>/</kbd>}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          search(currentTarget.value)
        }}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Escape') currentTarget.blur()
        }}
      />
      <p className={styles['keys']} aria-hidden="true">
        <kbd>j</kbd>
        <kbd>k</kbd> {words.contacts.keys} <kbd>↵</kbd> {words.contacts.keysOpen} <kbd>w</kbd> {words.contacts.keysWhy}
      </p>
    </search>
  )
}
