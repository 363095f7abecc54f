/** What the address of the list of accounts says. */
export interface AccountsSearch {
  readonly q?: string
  readonly stage?: string
  readonly owner?: string
}

export function readAccountsSearch({ q, stage, owner }: Record<string, unknown>): AccountsSearch {
  return {
    // A search for digits comes out of the address as a number.
    ...((typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q) } : {}),
    ...(typeof stage === 'string' && stage !== '' ? { stage } : {}),
    ...(typeof owner === 'string' && owner !== '' ? { owner } : {}),
  }
}
