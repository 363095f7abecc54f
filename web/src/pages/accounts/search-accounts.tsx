import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { accountWords } from '../../words/accounts-en.ts'
import styles from './accounts-page.module.css'

const route = getRouteApi('/accounts')

/** Search by a part of a name, a domain or an id. */
export function SearchAccounts() {
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(q)
  const search = useDebouncedCallback((wanted: string) => {
    const trimmed = wanted.trim()
    void navigate({ search: ({ q: _, ...rest }) => (trimmed === '' ? rest : { ...rest, q: trimmed }), replace: true })
  }, 180)
  // Another address (back, a cleared filter) changes the field, unless somebody is writing in it.
  useEffect(() => {
    if (document.activeElement !== field.current) setText(q)
  }, [q])
  return (
    <search>
      <TextInput
        ref={field}
        type="search"
        className={styles['field'] ?? ''}
        aria-label={accountWords.search}
        placeholder={accountWords.searchHint}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          search(currentTarget.value)
        }}
      />
    </search>
  )
}
