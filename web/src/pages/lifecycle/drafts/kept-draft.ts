/** A draft as this browser has it; what the server knows of it is said beside. */
export interface KeptDraft {
  /** The version that it was made from. */
  readonly base: number
  readonly text: string
  /** On the server; null where it was not sent there yet. */
  readonly id: string | null
  readonly name: string | null
  readonly revision: number
  /** Text and base as the server has them at that revision. */
  readonly synced: string | null
  readonly syncedBase: number | null
  /** What was sent to begin it: repeated as it was, it makes no second draft. */
  readonly creating: { readonly key: string; readonly text: string; readonly base: number } | null
  /** What was sent and not answered: it may be there for all that. */
  readonly unanswered: readonly string[]
}

export const newDraft = (text: string, base: number): KeptDraft => ({
  base,
  text,
  id: null,
  name: null,
  revision: 0,
  synced: null,
  syncedBase: null,
  creating: null,
  unanswered: [],
})

interface StoredDraft {
  readonly id: string
  readonly name: string
  readonly document: string
  readonly base: number
  readonly revision: number
}

/** A draft as the server has it. */
export const keptOf = ({ id, name, document, base, revision }: StoredDraft): KeptDraft => ({
  base,
  text: document,
  id,
  name,
  revision,
  synced: document,
  syncedBase: base,
  creating: null,
  unanswered: [],
})

/** What is written of a draft; also as it was written before drafts were shared. */
export function readKept(written: string | null): KeptDraft | null {
  if (written === null) return null
  try {
    const found = JSON.parse(written) as Partial<KeptDraft> | null
    if (typeof found?.text !== 'string' || typeof found.base !== 'number') return null
    return { ...newDraft(found.text, found.base), ...found }
  } catch {
    return null
  }
}

/** Whether the server has all of it. */
export const isSynced = ({ id, text, synced, base, syncedBase }: KeptDraft): boolean =>
  id !== null && text === synced && base === syncedBase
