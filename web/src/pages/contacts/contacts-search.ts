/** What the address of the list says: its filter, and whose "why" is open. */
export interface ContactsSearch {
  readonly stage?: string
  readonly q?: string
  readonly why?: string
}

export function readContactsSearch({ stage, q, why }: Record<string, unknown>): ContactsSearch {
  return {
    ...(typeof stage === 'string' && stage !== '' ? { stage } : {}),
    // A search for digits comes out of the address as a number.
    ...((typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q) } : {}),
    ...(typeof why === 'string' ? { why } : {}),
  }
}
