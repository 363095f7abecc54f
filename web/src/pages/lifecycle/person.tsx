import { Link } from '@tanstack/react-router'
import { cancelPrefetch, prefetchContact } from '../../api/prefetch-contact.ts'
import { words } from '../../words/en.ts'

interface PersonProps {
  readonly person: { readonly id: string; readonly name: string | null; readonly email: string | null }
}

/** A person by name, leading to its page. */
export function Person({ person: { id, name, email } }: PersonProps) {
  return (
    <Link
      to="/contacts/$id"
      params={{ id }}
      search={{}}
      className="link"
      onMouseEnter={() => prefetchContact(id)}
      onMouseLeave={cancelPrefetch}
    >
      {name ?? email ?? words.contacts.anonymous}
    </Link>
  )
}
