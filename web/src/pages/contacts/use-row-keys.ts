import { getRouteApi } from '@tanstack/react-router'
import { type RefObject, useEffect, useRef } from 'react'
import { isTyping } from '../../components/is-typing.ts'

const route = getRouteApi('/contacts')

/** j and k go down and up the rows, w opens the reason for the stage; Enter is the link's own. */
export function useRowKeys(): RefObject<HTMLTableSectionElement | null> {
  const body = useRef<HTMLTableSectionElement>(null)
  const navigate = route.useNavigate()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event)) return
      const links = [...(body.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
      const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement))
      if (event.key === 'j') focusRow(links[Math.min(at + 1, links.length - 1)])
      if (event.key === 'k') focusRow(links[Math.max(at - 1, 0)])
      const id = links[at]?.dataset['row']
      if (event.key === 'w' && id !== undefined)
        void navigate({ search: (search) => ({ ...search, why: id }), resetScroll: false })
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [navigate])
  return body
}

function focusRow(link: HTMLElement | undefined): void {
  link?.focus({ preventScroll: true })
  link?.closest('tr')?.scrollIntoView({ block: 'nearest' })
}
