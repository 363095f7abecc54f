/** A place in a text, from 1. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/** What can be asked of a text editor from outside. */
export interface EditorHandle {
  /** Puts the caret there. */
  goTo(place: TextPlace): void
}
