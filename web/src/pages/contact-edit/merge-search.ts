/** What the address of a merge says: the one that stays, the other, and what is searched for. */
export interface MergeSearch {
  readonly one?: string
  readonly other?: string
  readonly q?: string
}

export function readMergeSearch({ one, other, q }: Record<string, unknown>): MergeSearch {
  return {
    ...(typeof one === 'string' ? { one } : {}),
    ...(typeof other === 'string' ? { other } : {}),
    ...((typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q) } : {}),
  }
}
