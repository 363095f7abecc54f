/** What the address of an account says: whose people are shown, and which panel is open. */
export interface AccountSearch {
  readonly people?: 'engaged'
  readonly panel?: 'edit' | 'role'
  /** The role that the panel is about. */
  readonly role?: string
}

export function readAccountSearch({ people, panel, role }: Record<string, unknown>): AccountSearch {
  return {
    ...(people === 'engaged' ? { people } : {}),
    ...(panel === 'edit' || panel === 'role' ? { panel } : {}),
    ...(typeof role === 'string' ? { role } : {}),
  }
}
