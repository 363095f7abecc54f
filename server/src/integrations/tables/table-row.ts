/** A row of a table: its cells by column, or why it is none. */
export interface TableRow {
  /** The line of the file on which it begins. */
  readonly line: number
  readonly cells: readonly string[]
  /** What is wrong with it: `short` is half a row. */
  readonly fault: 'short' | 'long' | 'cut' | 'not_json' | null
}

/** What was passed over beside rows. */
export interface TablePassed {
  /** Lines of a report's footer. */
  footers: number
  /** Header lines that came again. */
  headers: number
}
