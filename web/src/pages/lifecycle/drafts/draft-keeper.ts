import type { PublishEffect } from '../../../../../server/src/contract/lifecycle.ts'
import type { DraftApi } from '../../../api/drafts.ts'
import { onceKey, RequestFailed } from '../../../api/request.ts'
import { type Choice, mergeTexts } from '../model/merge.ts'
import { isSynced, type KeptDraft, keptOf, newDraft, readKept } from './kept-draft.ts'
import { type Clash, together } from './together.ts'

/** How far the server knows of a draft: away: it cannot be reached; gone: it was discarded or published by somebody. */
type Saving = 'saved' | 'saving' | 'away' | 'gone' | 'refused'

export interface KeeperState {
  readonly kept: KeptDraft | null
  readonly saving: Saving
  /** What the server said, where it did not take it. */
  readonly problem: string | null
  readonly clash: Clash | null
  /** Grows whenever something of others came in: what was done before cannot be undone over it. */
  readonly merges: number
}

export interface KeeperParts {
  readonly api: DraftApi
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Has something done later. @returns how to forget it */
  readonly later: (act: () => void, ms: number) => () => void
}

export const DRAFT_KEY = 'ripen-lifecycle-draft'
const RESTING = 700
const LONGEST_PAUSE = 15_000
const MOST_UNANSWERED = 5

export type DraftKeeper = ReturnType<typeof createKeeper>

/**
 * Keeps the draft that is open: in this browser at once, and on the server as soon as the hand rests. What others saved
 * meanwhile is put together with it; while the server is away everything waits here and is sent when it is back.
 */
export function createKeeper({ api, storage, later }: KeeperParts) {
  let state: KeeperState = {
    kept: readKept(storage.getItem(DRAFT_KEY)),
    saving: 'saved',
    problem: null,
    clash: null,
    merges: 0,
  }
  const listeners = new Set<() => void>()
  let isOn = false
  let busy: Promise<void> | null = null
  let failures = 0
  let forget = () => {}
  /** Another one is open since. */
  let turn = 0

  function set(change: Partial<KeeperState>): void {
    const before = state.kept
    state = { ...state, ...change }
    if (state.kept !== before) write(state.kept)
    for (const listener of listeners) listener()
  }

  function write(kept: KeptDraft | null): void {
    try {
      if (kept === null) storage.removeItem(DRAFT_KEY)
      else storage.setItem(DRAFT_KEY, JSON.stringify(kept))
    } catch {
      // Larger than the browser keeps, or not allowed: it is on the server as soon as the hand rests.
      storage.removeItem(DRAFT_KEY)
    }
  }

  function plan(ms: number): void {
    forget()
    if (isOn && isUnsaved(state)) forget = later(() => void save(), ms)
  }

  function save(): Promise<void> {
    forget()
    busy ??= step().finally(() => {
      busy = null
      plan(failures === 0 ? RESTING : Math.min(LONGEST_PAUSE, 1000 * 2 ** failures))
    })
    return busy
  }

  async function step(): Promise<void> {
    const { kept } = state
    if (!isOn || kept === null || !isUnsaved(state)) return
    const mine = turn
    try {
      set({ saving: failures === 0 ? 'saving' : state.saving, problem: null })
      await (kept.id === null ? create(kept) : send(kept, kept.id))
      failures = 0
      if (turn === mine && state.saving === 'saving') set({ saving: 'saved' })
      if (turn === mine && state.saving === 'away') set({ saving: 'saved' })
    } catch (error) {
      if (turn === mine) await fail(error)
    }
  }

  async function create(kept: KeptDraft): Promise<void> {
    const mine = turn
    const creating = kept.creating ?? { key: onceKey(), text: kept.text, base: kept.base }
    set({ kept: { ...kept, creating } })
    const made = await api.create({ document: creating.text, base: creating.base }, creating.key)
    if (turn !== mine || state.kept === null) return
    const { id, name, revision } = made
    const synced = { synced: creating.text, syncedBase: creating.base, creating: null }
    set({ kept: { ...state.kept, id, name, revision, ...synced } })
  }

  async function send(kept: KeptDraft, id: string): Promise<void> {
    const mine = turn
    set({ kept: { ...kept, unanswered: [...kept.unanswered, kept.text].slice(-MOST_UNANSWERED) } })
    const { text, base } = kept
    const { revision } = await api.save(id, kept.revision, { document: text, base })
    if (turn !== mine || state.kept === null) return
    set({ kept: { ...state.kept, revision, synced: text, syncedBase: base, unanswered: [] } })
  }

  async function fail(error: unknown): Promise<void> {
    if (!(error instanceof RequestFailed)) throw error
    const { status, code, message } = error
    if (code === 'precondition_failed') {
      const mine = turn
      try {
        await incorporate()
        failures = 0
      } catch (again) {
        if (turn === mine) await fail(again)
      }
    } else if (status === 0 || status === 401 || status === 429 || status >= 500) {
      failures += 1
      set({ saving: 'away', problem: message })
    } else set({ saving: code === 'gone' || code === 'not_found' ? 'gone' : 'refused', problem: message })
  }

  /** Puts what the server has together with what is here. */
  async function incorporate(): Promise<void> {
    const [mine, id] = [turn, state.kept?.id ?? null]
    if (id === null) return
    const view = await api.read(id)
    const { kept } = state
    if (turn !== mine || kept === null) return
    if (view.state === 'open') set(together(kept, view, state))
    // It is in force as it is here: nothing is left to do.
    else if (view.state === 'published' && view.document === kept.text) open(null)
    else set({ saving: 'gone', problem: null })
  }

  function open(kept: KeptDraft | null): void {
    turn += 1
    failures = 0
    set({ kept, saving: 'saved', problem: null, clash: null, merges: state.merges + 1 })
    plan(RESTING)
  }

  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** From here on what is changed is sent; whoever may change nothing keeps it here alone. */
    begin(maySave: boolean) {
      isOn = maySave
      plan(0)
    },
    /** Another window of this browser wrote the draft. */
    heard(written: string | null) {
      const kept = readKept(written)
      if (JSON.stringify(kept) === JSON.stringify(state.kept)) return
      if (kept?.id !== state.kept?.id) turn += 1
      set({ kept, merges: state.merges + 1 })
    },
    change(text: string, head: { readonly version: number; readonly document: string }) {
      const { kept } = state
      if (kept === null && text === head.document) return
      const isUnsent = kept !== null && kept.id === null && kept.creating === null
      if (isUnsent && text === head.document) return open(null)
      set({ kept: kept === null ? newDraft(text, head.version) : { ...kept, text } })
      plan(state.saving === 'away' ? Math.min(LONGEST_PAUSE, 1000 * 2 ** failures) : RESTING)
    },
    /** Sends what waits. @returns whether the server has all of it */
    async settle(): Promise<boolean> {
      await busy
      if (isUnsaved(state)) await save()
      return state.kept !== null && isSynced(state.kept) && state.clash === null
    },
    /** Others saved something: it is put together with what is here. */
    async look() {
      if (busy !== null || state.saving === 'gone') return
      try {
        await incorporate()
      } catch (error) {
        await fail(error)
      }
      plan(RESTING)
    },
    open: (view: Parameters<typeof keptOf>[0]) => open(keptOf(view)),
    /** Leaves it where it is on the server. */
    close: () => open(null),
    /** What is here becomes a draft of its own. */
    fork() {
      if (state.kept !== null) open(newDraft(state.kept.text, state.kept.base))
    },
    async discard(): Promise<KeptDraft | null> {
      await busy
      const { kept } = state
      if (kept?.id != null && isOn && state.saving !== 'gone') await api.discard(kept.id)
      open(null)
      return kept
    },
    /** Has a discarded draft back with all that was here. */
    async restore(kept: KeptDraft) {
      const { revision } = kept.id !== null && isOn ? await api.restore(kept.id) : kept
      open({ ...kept, revision })
    },
    async rename(name: string) {
      const { kept } = state
      if (kept?.id == null || !(await this.settle())) return
      const { revision } = await api.save(kept.id, state.kept?.revision ?? 0, { name })
      if (state.kept?.id === kept.id) set({ kept: { ...state.kept, name, revision } })
    },
    /** Says what the draft is to be published with, to whoever else is at it. */
    async publishWith(effect: PublishEffect) {
      const { kept } = state
      if (kept?.id == null || !(await this.settle())) return
      const { revision } = await api.save(kept.id, state.kept?.revision ?? 0, { effect })
      if (state.kept?.id === kept.id) set({ kept: { ...state.kept, revision } })
    },
    /** Brings the draft onto a version that was published since. */
    rebase(from: string, head: { readonly version: number; readonly document: string }) {
      const { kept } = state
      if (kept === null) return
      const { version: number, document: theirs } = head
      const { text, conflicts } = mergeTexts({ base: from, mine: kept.text, theirs })
      if (conflicts.length === 0) {
        set({ kept: { ...kept, text, base: number }, merges: state.merges + 1 })
        return plan(0)
      }
      set({ clash: { with: 'version', who: null, base: from, theirs, number, theirsBase: number, choices: {} } })
    },
    choose(id: string, choice: Choice) {
      if (state.clash !== null) set({ clash: { ...state.clash, choices: { ...state.clash.choices, [id]: choice } } })
    },
    /** Takes what was chosen; what was not is theirs. */
    decide() {
      const { kept, clash } = state
      if (kept === null || clash === null) return
      const { base, theirs, number, theirsBase, choices } = clash
      const { text } = mergeTexts({ base, mine: kept.text, theirs }, choices)
      const known =
        clash.with === 'draft'
          ? { revision: number, synced: theirs, syncedBase: theirsBase, unanswered: [] }
          : { base: number }
      set({ kept: { ...kept, ...known, text }, clash: null, merges: state.merges + 1 })
      plan(0)
    },
  }
}

const isUnsaved = ({ kept, clash, saving }: KeeperState): boolean =>
  kept !== null && clash === null && saving !== 'gone' && saving !== 'refused' && !isSynced(kept)
