import type { Identity, IdentityKind } from '../incoming.ts'
import type { Channel } from '../vocabulary.ts'

/** What is known of identities at the moment: which row each belongs to, and who that row is now. */
export interface IdentityBook {
  /** The row to which an identity first belonged. */
  rowOf(identity: Identity): string | undefined
  /** The row that stands for the person now, after merges. */
  personOf(row: string): string
  /** The kinds of identity that a person has. */
  kindsOf(person: string): ReadonlySet<IdentityKind>
}

export interface Resolution {
  /** The person, or null where all identities are new. */
  readonly person: string | null
  /** The row that the message's strongest bound identity first belonged to. */
  readonly row: string | null
  /** Identities that are new and belong to the person from now on. */
  readonly bind: readonly Identity[]
  /** Anonymous ids that move to the person from now on; their past stays where it is. */
  readonly rebind: readonly Identity[]
  /** Visitors, or rows without a user id, that turn out to be the same person. */
  readonly merge: readonly string[]
}

/**
 * Who a message is about.
 * Identities come strongest first (user, email, phone, anonymous). A public key's word joins visitors, never two known people.
 */
export function resolveIdentities(
  identities: readonly Identity[],
  previous: Identity | null,
  channel: Channel,
  book: IdentityBook,
): Resolution {
  const person = primaryOf(identities, book)
  const fates = (previous === null ? identities : [...identities, previous]).map((identity) => ({
    identity,
    ...fateOf(identity, identity === previous, person, channel, book),
  }))
  const identitiesWith = (fate: Fate['fate']) =>
    fates.filter((one) => one.fate === fate).map(({ identity }) => identity)
  return {
    person,
    row: person === null ? null : firstRow(identities, person, book),
    bind: identitiesWith('bind'),
    rebind: identitiesWith('rebind'),
    merge: [...new Set(fates.flatMap((one) => (one.fate === 'merge' ? [one.other] : [])))],
  }
}

type Fate = { readonly fate: 'bind' | 'rebind' | 'stay' } | { readonly fate: 'merge'; readonly other: string }

/** What becomes of one identity of a message about a person. */
function fateOf(
  identity: Identity,
  isPrevious: boolean,
  person: string | null,
  channel: Channel,
  book: IdentityBook,
): Fate {
  const own = book.rowOf(identity)
  if (own === undefined) return { fate: 'bind' }
  const other = book.personOf(own)
  if (other === person) return { fate: 'stay' }
  if (isVisitor(other, book)) return { fate: 'merge', other }
  if (identity.kind === 'anonymous') return { fate: isPrevious ? 'stay' : 'rebind' }
  const sameByWord = channel !== 'browser' && person !== null && !book.kindsOf(other).has('user')
  return sameByWord ? { fate: 'merge', other } : { fate: 'stay' }
}

/** The person of the strongest bound identity, unless the message brings a user id that this person cannot have. */
function primaryOf(identities: readonly Identity[], book: IdentityBook): string | null {
  const bound = identities
    .map((identity) => ({ identity, row: book.rowOf(identity) }))
    .find(({ row }) => row !== undefined)
  if (bound?.row === undefined) return null
  const person = book.personOf(bound.row)
  const newUser = identities[0]?.kind === 'user' && bound.identity.kind !== 'user'
  // A second user id is another person until somebody says otherwise: shared browsers and shared mailboxes are common.
  return newUser && book.kindsOf(person).has('user') ? null : person
}

function firstRow(identities: readonly Identity[], person: string, book: IdentityBook): string {
  for (const identity of identities) {
    const row = book.rowOf(identity)
    if (row !== undefined && book.personOf(row) === person) return row
  }
  return person
}

/** Somebody who is known by anonymous ids alone. */
function isVisitor(person: string, book: IdentityBook): boolean {
  return [...book.kindsOf(person)].every((kind) => kind === 'anonymous')
}
