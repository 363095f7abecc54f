import { newId } from '../db/new-id.ts'
import type { Tx } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import type { IdentityBook, Resolution } from '../domain/identity/resolve.ts'
import type { Identity, IdentityKind, Incoming } from '../domain/incoming.ts'
import {
  type BoundIdentity,
  findIdentities,
  findPersons,
  type GivenAgain,
  type Person,
} from '../features/identities/find-identities.ts'
import { GivenByImports, importsOf } from './given-by-imports.ts'
import type { KnownIdentities } from './known-identities.ts'

const keyOf = ({ kind, value }: Identity) => `${kind} ${value}`
const identityOf = (key: string): Identity => ({
  kind: key.slice(0, key.indexOf(' ')) as IdentityKind,
  value: key.slice(key.indexOf(' ') + 1),
})

/** The identities of a group of messages, as they become known while the group is resolved in order. */
export class OpenBook implements IdentityBook {
  readonly #rows: Map<string, string>
  readonly #given = new GivenByImports<Identity>()
  readonly #persons: Map<string, Person>
  readonly claims: BoundIdentity[] = []
  readonly moved: { kind: IdentityKind; value: string; contact: string }[] = []

  constructor(found: readonly BoundIdentity[], persons: ReadonlyMap<string, Person>) {
    this.#rows = new Map(found.map((one) => [keyOf(one), one.contact]))
    for (const one of found) this.#given.know(keyOf(one), one.imports)
    this.#persons = new Map(persons)
  }

  rowOf(identity: Identity): string | undefined {
    return this.#rows.get(keyOf(identity))
  }

  /** Identities that only imports gave so far, and that are given again. */
  get again(): readonly GivenAgain[] {
    return this.#given.again.map(({ identity, import: name }) => ({ ...identity, import: name }))
  }

  rememberIn(known: KnownIdentities): void {
    for (const [key, row] of this.#rows)
      if (!this.#given.has(key) || this.#given.isBy(key, known.import)) known.remember(identityOf(key), row)
  }

  personOf(row: string): string {
    return this.#persons.get(row)?.person ?? row
  }

  kindsOf(person: string): ReadonlySet<IdentityKind> {
    return this.#persons.get(person)?.kinds ?? new Set()
  }

  /** Writes a resolution down; makes the row of a person who is new. */
  take(
    { person, row, bind, rebind, merge }: Resolution,
    { identities, source }: { readonly identities: readonly Identity[]; readonly source: string },
    now: Time,
  ): { readonly person: string; readonly row: string } {
    for (const identity of identities) this.#given.giveAgain(keyOf(identity), identity, source)
    const imports = importsOf(source)
    const contact = person ?? newId(now)
    const kinds = new Set(this.kindsOf(contact))
    for (const identity of bind) {
      this.claims.push({ ...identity, contact, imports })
      this.#given.know(keyOf(identity), imports)
      this.#rows.set(keyOf(identity), contact)
      kinds.add(identity.kind)
    }
    for (const identity of rebind) {
      this.moved.push({ ...identity, contact })
      this.#rows.set(keyOf(identity), contact)
      kinds.add('anonymous')
    }
    for (const other of merge) {
      for (const kind of this.kindsOf(other)) kinds.add(kind)
      for (const [member, known] of this.#persons)
        if (known.person === other) this.#persons.set(member, { person: contact, kinds })
      this.#persons.set(other, { person: contact, kinds })
    }
    this.#persons.set(contact, { person: contact, kinds })
    return { person: contact, row: row ?? contact }
  }
}

/** Looks up what is known of the identities that a group of messages names. */
export async function openBook(client: Tx, messages: readonly Incoming[]): Promise<OpenBook> {
  const wanted = new Map<string, Identity>()
  for (const { identities, previous, opportunity } of messages) {
    for (const identity of identities) wanted.set(keyOf(identity), identity)
    if (previous !== null) wanted.set(keyOf(previous), previous)
    for (const { identity } of opportunity?.people ?? []) wanted.set(keyOf(identity), identity)
  }
  const found = await findIdentities(client, [...wanted.values()])
  const rows = new Map(found.map((one) => [keyOf(one), one.contact]))
  const unclear = new Set<string>()
  for (const { identities, previous } of messages) {
    const known = [...identities, ...(previous === null ? [] : [previous])].map((identity) => rows.get(keyOf(identity)))
    const distinct = new Set(known.filter((row) => row !== undefined))
    // One row behind all of a message's identities needs no second look.
    if (distinct.size > 1 || known.includes(undefined)) for (const row of distinct) unclear.add(row)
  }
  return new OpenBook(found, await findPersons(client, [...unclear]))
}
