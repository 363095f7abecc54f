import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

const route = getRouteApi('/contacts/$id')

/** Typing is over when nothing came for so long (ms). */
const PAUSE = 250

/** What is being typed, which the address takes over once typing rests. */
export function useTimelineSearch(): readonly [string, (text: string) => void] {
  const { find = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const [typed, setTyped] = useState(find)
  useEffect(() => {
    const wanted = typed.trim()
    if (wanted === find) return
    const timer = window.setTimeout(() => {
      void navigate({
        search: ({ find: _, event: __, ...rest }) => (wanted === '' ? rest : { ...rest, find: wanted }),
        replace: true,
        resetScroll: false,
      })
    }, PAUSE)
    return () => window.clearTimeout(timer)
  }, [typed, find, navigate])
  return [typed, setTyped]
}
