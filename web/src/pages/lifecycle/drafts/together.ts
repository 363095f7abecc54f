import type { DraftView } from '../../../../../server/src/contract/drafts.ts'
import { type Choices, mergeTexts } from '../model/merge.ts'
import type { KeptDraft } from './kept-draft.ts'

/** Two texts that changed the same places, and must be put together by hand. */
export interface Clash {
  /** With what another saved meanwhile, or with a version that was published since. */
  readonly with: 'draft' | 'version'
  readonly who: DraftView['changedBy'] | null
  readonly base: string
  readonly theirs: string
  /** Of the draft, or of the version. */
  readonly number: number
  readonly theirsBase: number
  readonly choices: Choices
}

interface Present {
  readonly clash: Clash | null
  /** How often something of others came in. */
  readonly merges: number
}

interface Together extends Partial<Present> {
  readonly kept?: KeptDraft
  readonly saving?: 'saved'
}

/** What becomes of a draft here with what the server has of it: put together, or a question. */
export function together(
  kept: KeptDraft,
  { document: theirs, revision, base: theirsBase, name, changedBy }: DraftView,
  { clash: before, merges }: Present,
): Together {
  if (revision === kept.revision && before === null) return { kept: { ...kept, name } }
  const known = { name, revision, synced: theirs, syncedBase: theirsBase, unanswered: [] }
  // It was ours: only the answer was lost.
  if (kept.unanswered.includes(theirs)) return { kept: { ...kept, ...known }, saving: 'saved' }
  const base = kept.synced ?? ''
  const { text, conflicts } = mergeTexts({ base, mine: kept.text, theirs })
  if (conflicts.length > 0) {
    const choices = before?.choices ?? {}
    const clash: Clash = { with: 'draft', who: changedBy, base, theirs, number: revision, theirsBase, choices }
    return { clash, saving: 'saved' }
  }
  const at = kept.base === kept.syncedBase ? theirsBase : kept.base
  return {
    kept: { ...kept, ...known, text, base: at },
    clash: null,
    saving: 'saved',
    merges: text === kept.text ? merges : merges + 1,
  }
}
