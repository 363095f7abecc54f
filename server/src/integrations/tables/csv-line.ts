/** A line of CSV whose cells no spreadsheet takes for formulas. Numbers are none, whatever sign they have. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map((cell) => quoted(typeof cell === 'string' ? withoutFormula(cell) : String(cell ?? ''))).join(',')}\r\n`
}

/** A leading apostrophe makes a spreadsheet show what it would else carry out. */
export function withoutFormula(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
