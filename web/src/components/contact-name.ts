import { words } from '../words/en.ts'

interface Named {
  readonly name: string | null
  readonly email: string | null
  readonly known: boolean
}

/** What to call a contact: its name, else its address, else what it is. */
export function contactName({ name, email, known }: Named): string {
  return name ?? email ?? (known ? words.contacts.nameless : words.contacts.anonymous)
}
