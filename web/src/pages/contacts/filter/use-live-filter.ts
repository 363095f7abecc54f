import { useDebouncedValue } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ValueMap } from '../../lifecycle/model/value.ts'
import type { ContactsSearch } from '../contacts-search.ts'
import { useContactList } from '../use-contact-list.ts'

const route = getRouteApi('/contacts')

/** How long a hand rests before people are counted (milliseconds). */
const RESTS = 350

const filterIn = ({ where }: ContactsSearch): ValueMap | null =>
  typeof where === 'object' ? (where as ValueMap) : null
const textOf = (filter: ValueMap | null): string => (filter === null ? '' : JSON.stringify(filter))

/**
 * A filter while it is changed: counted when the hand rests, and taken over into the address once the server understood it. What it does not
 * understand is told, and the list stays as it was.
 */
export function useLiveFilter() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const current = textOf(filterIn(search))
  const [filter, setFilter] = useState(() => filterIn(search))
  const applied = useRef(current)
  // A chip was taken away, or somebody went back: the address leads.
  useEffect(() => {
    if (current === applied.current) return
    applied.current = current
    setFilter(filterIn(search))
  }, [current, search])
  const [asked] = useDebouncedValue(filter, RESTS)
  const { where: _, ...others } = search
  const list = useContactList(asked === null ? others : { ...others, where: asked })
  const isSettled = asked === filter
  const isCounted = list.isSuccess && !list.isPlaceholderData
  const isUnderstood = asked === null || isCounted
  useEffect(() => {
    const text = textOf(asked)
    if (!isSettled || !isUnderstood || text === applied.current) return
    applied.current = text
    void navigate({
      search: ({ where: _, ...rest }) => (asked === null ? rest : { ...rest, where: asked }),
      replace: true,
      resetScroll: false,
    })
  }, [asked, isSettled, isUnderstood, navigate])
  return {
    filter,
    setFilter,
    first: isSettled && isCounted ? list.data.pages[0] : undefined,
    error: isSettled ? list.error : null,
  }
}
