import { useLocalStorage } from '@mantine/hooks'
import type { LifecycleVersion } from '../../../../server/src/contract/lifecycle.ts'

interface KeptDraft {
  /** The version that it was made from. */
  readonly base: number
  readonly text: string
}

/** A lifecycle that is being changed; without changes it is the version in force. */
export interface Draft {
  readonly text: string
  readonly base: number
  readonly isChanged: boolean
  change(text: string): void
  /** Says that the draft takes a newer version into account. */
  rebase(base: number): void
  /** Gives back what was discarded, to be kept for an undo. */
  discard(): KeptDraft | null
  restore(kept: KeptDraft): void
}

/** The draft of this browser, kept until it is published or discarded. */
export function useDraft(head: LifecycleVersion): Draft {
  const [kept, keep, drop] = useLocalStorage<KeptDraft | null>({
    key: 'ripen-lifecycle-draft',
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  const isChanged = kept !== null && kept.text !== head.document
  const text = isChanged ? kept.text : head.document
  const base = isChanged ? kept.base : head.version
  return {
    text,
    base,
    isChanged,
    change: (changed) => (changed === head.document ? drop() : keep({ base, text: changed })),
    rebase: (version) => keep({ base: version, text }),
    discard: () => {
      drop()
      return kept
    },
    restore: keep,
  }
}
