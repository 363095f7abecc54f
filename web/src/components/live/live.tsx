import { useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { LiveHint } from '../../../../server/src/contract/live.ts'
import { words } from '../../words/en.ts'
import { connect } from './connection.ts'
import styles from './live.module.css'
import { hasManyPages, isOld } from './what-to-read.ts'

/** The first hint after a pause is followed at once; while much happens, pages are read anew so often (milliseconds). */
const AT_ONCE = 250
const AT_MOST_EVERY = 3000
/** A connection that comes back sooner was not worth a word. */
const WORTH_SAYING = 4000

const onScreen = /^\/contacts\/([0-9a-f]{8}-[0-9a-f-]{27})$/

/** Keeps what is on screen as it is on the server; while the tab is hidden it rests, so that others have the connection. */
export function Live() {
  const contact = useRouterState({ select: ({ location }) => onScreen.exec(location.pathname)?.[1] ?? null })
  const isLost = useLive(contact, useIsShown())
  return (
    <div role="status" className={styles['place']}>
      {isLost && <p className={styles['lost']}>{words.frame.lost}</p>}
    </div>
  )
}

function useIsShown(): boolean {
  const [isShown, setIsShown] = useState(() => document.visibilityState === 'visible')
  useEffect(() => {
    const look = () => setIsShown(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return isShown
}

function useLive(contact: string | null, isShown: boolean): boolean {
  const queries = useQueryClient()
  const [isLost, setIsLost] = useState(false)
  useEffect(() => {
    if (!isShown) return
    let hints: LiveHint[] = []
    let last = 0
    let reading = 0
    let losing = 0
    const read = () => {
      const heard = hints
      hints = []
      reading = 0
      last = Date.now()
      void queries.invalidateQueries({ predicate: (query) => isOld(query, heard) })
    }
    const connection = connect(contact, {
      onHint: (hint) => {
        hints.push(hint)
        if (reading === 0) reading = window.setTimeout(read, Math.max(AT_ONCE, last + AT_MOST_EVERY - Date.now()))
      },
      onReady: (isAgain) => {
        window.clearTimeout(losing)
        losing = 0
        setIsLost(false)
        // Nobody knows what happened while nothing was heard.
        if (isAgain) void queries.invalidateQueries({ predicate: ({ state }) => !hasManyPages(state.data) })
      },
      onLost: () => {
        if (losing === 0) losing = window.setTimeout(() => setIsLost(true), WORTH_SAYING)
        void queries.invalidateQueries({ queryKey: ['me'], exact: true })
      },
    })
    return () => {
      connection.close()
      window.clearTimeout(reading)
      window.clearTimeout(losing)
      setIsLost(false)
    }
  }, [contact, isShown, queries])
  return isLost
}
