import { useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { isTyping } from '../is-typing.ts'
import { showPalette, usePalette } from './open-palette.ts'

const Palette = lazy(() => import('./palette.tsx').then(({ Palette: component }) => ({ default: component })))
const Shortcuts = lazy(() => import('./shortcuts.tsx').then(({ Shortcuts: component }) => ({ default: component })))

/** How long after g the second key counts (milliseconds). */
const SECOND_KEY = 1500

const goes: Readonly<Record<string, string>> = {
  h: '/',
  c: '/contacts',
  b: '/contacts/board',
  a: '/accounts',
  l: '/lifecycle',
  r: '/reports',
  i: '/imports',
}

/** The keys that hold everywhere: ⌘K or Ctrl-K, ? and g with the first letter of a page. */
export function PaletteKeys() {
  const shown = usePalette()
  const { history, routesByPath } = useRouter()
  useEffect(() => {
    let afterG = Number.NEGATIVE_INFINITY
    const press = (event: KeyboardEvent) => {
      const { key } = event
      if (opensPalette(event)) {
        event.preventDefault()
        showPalette('palette')
        return
      }
      if (event.defaultPrevented || isTyping(event) || document.querySelector('dialog[open]') !== null) return
      if (key === '?') {
        event.preventDefault()
        showPalette('shortcuts')
        return
      }
      const to = event.timeStamp - afterG < SECOND_KEY ? goes[key] : undefined
      afterG = key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (to === undefined || !(to in routesByPath)) return
      event.preventDefault()
      history.push(to)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [history, routesByPath])
  return (
    <Suspense>
      {shown === 'palette' && <Palette />}
      {shown === 'shortcuts' && <Shortcuts />}
    </Suspense>
  )
}

function opensPalette({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey
}
