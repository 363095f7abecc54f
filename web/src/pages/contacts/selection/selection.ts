/** Which contacts of a list are chosen: some of those that are shown, or all that match but some. */
export type Selection =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<string> }

export const NOBODY: Selection = { kind: 'some', ids: new Set() }
export const EVERYBODY: Selection = { kind: 'all', except: new Set() }

export function isChosen(selection: Selection, id: string): boolean {
  return selection.kind === 'some' ? selection.ids.has(id) : !selection.except.has(id)
}

export function isNobody(selection: Selection): boolean {
  return selection.kind === 'some' && selection.ids.size === 0
}

/** The selection with some contacts in it, or without them. */
export function withChosen(selection: Selection, ids: readonly string[], chosen: boolean): Selection {
  const [kept, adds] =
    selection.kind === 'some' ? [new Set(selection.ids), chosen] : [new Set(selection.except), !chosen]
  for (const id of ids) {
    if (adds) kept.add(id)
    else kept.delete(id)
  }
  return selection.kind === 'some' ? { kind: 'some', ids: kept } : { kind: 'all', except: kept }
}

/** The contacts of a list from one to another, both included; only the second where the first is not shown. */
export function between(shown: readonly string[], from: string | null, to: string): readonly string[] {
  const [a, b] = [from === null ? -1 : shown.indexOf(from), shown.indexOf(to)]
  if (b < 0) return []
  return a < 0 ? [to] : shown.slice(Math.min(a, b), Math.max(a, b) + 1)
}
