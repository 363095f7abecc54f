/** Rows as text in columns: the first ones to the left, numbers to the right. */
export function textTable(rows: readonly (readonly string[])[], left = 1): string {
  const widths: number[] = []
  for (const row of rows)
    for (const [column, text] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, text.length)
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => (column < left ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return rows.map((row) => `${line(row)}\n`).join('')
}
