import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { LifecycleVersion } from '../../../../server/src/contract/lifecycle.ts'
import { draftApi, draftsQuery } from '../../api/drafts.ts'
import { meQuery } from '../../api/session.ts'
import { createKeeper, DRAFT_KEY, type DraftKeeper, type KeeperState } from './drafts/draft-keeper.ts'

/** A lifecycle that is being changed; without changes it is the version in force. */
export interface Draft {
  readonly text: string
  readonly base: number
  readonly isChanged: boolean
  /** Grows whenever something came in that others did. */
  readonly merges: number
  change(text: string): void
  readonly state: KeeperState
  readonly keeper: DraftKeeper
}

/** One for the whole app: a draft is sent on while one looks at other pages. */
const keeper = createKeeper({
  api: draftApi,
  storage: window.localStorage,
  later: (act, ms) => {
    const timer = window.setTimeout(act, ms)
    return () => window.clearTimeout(timer)
  },
})
window.addEventListener('storage', ({ key, newValue }) => {
  if (key === DRAFT_KEY) keeper.heard(newValue)
})
window.addEventListener('online', () => void keeper.settle())

/** The draft that is open here, shared by way of the server with whoever else edits it. */
export function useDraft(head: LifecycleVersion): Draft {
  const state = useSyncExternalStore(keeper.subscribe, keeper.state)
  const { data: me } = useQuery(meQuery())
  const { data: drafts } = useQuery(draftsQuery())
  const maySave = me?.may.includes('change') === true
  useEffect(() => keeper.begin(maySave), [maySave])
  const { kept } = state
  const id = kept?.id ?? null
  const found = drafts?.items.find((one) => one.id === id)
  const known = found === undefined ? 0 : found.revision
  // The list is read anew whenever somebody saved something.
  useEffect(() => {
    const { kept: present, clash } = keeper.state()
    if (drafts === undefined || id === null || present?.id !== id) return
    if (known === 0 || known > Math.max(present.revision, clash?.with === 'draft' ? clash.number : 0))
      void keeper.look()
  }, [drafts, id, known])
  const isChanged = kept !== null && kept.text !== head.document
  return {
    text: kept?.text ?? head.document,
    base: kept?.base ?? head.version,
    isChanged,
    merges: state.merges,
    change: (text) => keeper.change(text, head),
    state,
    keeper,
  }
}
