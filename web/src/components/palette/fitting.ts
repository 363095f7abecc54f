/** Something to choose. */
export interface Entry {
  readonly id: string
  readonly group: 'people' | 'accounts' | 'pages' | 'stages' | 'segments' | 'reports' | 'actions'
  readonly label: string
  /** Said beside it. */
  readonly detail?: string | undefined
  readonly run: () => void
}

/** Entries of which each word of a text begins a word, those that begin with the text first. */
export function fitting(entries: readonly Entry[], text: string): readonly Entry[] {
  const wanted = wordsOf(text)
  if (wanted.length === 0) return entries
  const fits = entries.filter(({ label, detail = '' }) => {
    const words = wordsOf(`${label} ${detail}`)
    return wanted.every((one) => words.some((word) => word.startsWith(one)))
  })
  const begins = ({ label }: Entry) => (label.toLowerCase().startsWith(text.trim().toLowerCase()) ? 0 : 1)
  return fits.toSorted((a, b) => begins(a) - begins(b))
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}@.]+/gu) ?? []
}
