/** The texts that a draft has been, and where among them one stands. */
export interface Undo {
  readonly past: readonly string[]
  readonly present: string
  readonly future: readonly string[]
  /** When it last grew by typing; what is typed in one go is undone in one go. */
  readonly typedAt: number | null
}

const MOST = 200
const ONE_GO = 800

export const beginUndo = (text: string): Undo => ({ past: [], present: text, future: [], typedAt: null })

/** A change by hand (`typed`) or by the studio; the text that it had before can be had again. */
export function recordChange(undo: Undo, text: string, now: number, typed: boolean): Undo {
  if (text === undo.present) return undo
  const isSameGo = typed && undo.typedAt !== null && now - undo.typedAt < ONE_GO
  const past = isSameGo ? undo.past : [...undo.past, undo.present].slice(-MOST)
  return { past, present: text, future: [], typedAt: typed ? now : null }
}

export function undoChange({ past, present, future }: Undo): Undo | null {
  const before = past.at(-1)
  return before === undefined
    ? null
    : { past: past.slice(0, -1), present: before, future: [present, ...future], typedAt: null }
}

export function redoChange({ past, present, future }: Undo): Undo | null {
  const [next, ...rest] = future
  return next === undefined ? null : { past: [...past, present], present: next, future: rest, typedAt: null }
}
