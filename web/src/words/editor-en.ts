/** Words around a text with line numbers. */
export const editorWords = {
  line: (line: number, column: number) => `Line ${line}, column ${column}`,
  goTo: 'Go there',
  faults: 'Faults',
  notices: 'Notes',
} as const
