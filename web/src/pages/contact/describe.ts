import type { ContactDetail } from '../../../../server/src/contract/contacts.ts'

/** "Head of Data, Acme · ada@acme.example": what is known of a person, in a line. */
export function describe({ traits, account, name, email }: ContactDetail): string {
  const job = [textOf(traits['title']), account?.name ?? textOf(traits['company'])].filter((part) => part !== null)
  const address = name === null ? null : email
  return [job.length === 0 ? null : job.join(', '), address].filter((part) => part !== null).join(' · ')
}

const textOf = (trait: unknown): string | null => (typeof trait === 'string' && trait !== '' ? trait : null)
