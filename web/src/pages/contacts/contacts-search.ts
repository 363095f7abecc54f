import { type Door, readDoor } from '../../components/door/door.ts'

/** What the address of the list says: its filter, and whose "why" is open. */
export interface ContactsSearch extends Door {
  readonly stage?: string
  readonly q?: string
  readonly why?: string
}

export function readContactsSearch(search: Record<string, unknown>): ContactsSearch {
  const { stage, q, why } = search
  return {
    ...readDoor(search),
    ...(typeof stage === 'string' && stage !== '' ? { stage } : {}),
    // A search for digits comes out of the address as a number.
    ...((typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q) } : {}),
    ...(typeof why === 'string' ? { why } : {}),
  }
}
