import { normaliseAnonymousId, normaliseEmail, normaliseUserId } from '../identity/normalise.ts'
import type { Identity } from '../incoming.ts'
import type { JsonObject } from '../json.ts'
import { message } from '../message.ts'
import type { Cells, ColumnBinder } from './bind-columns.ts'
import type { ContactMapping } from './mapping.ts'
import type { RowNotes } from './row-notes.ts'

/** What has to be looked up about addresses. */
export interface ImportLookups {
  readonly emailKind: (email: string) => string
  readonly corporateDomain: (email: string) => string | null
  readonly normalisePhone: (phone: string) => string | null
}

/** An id that another system gave to what Ripen knows. */
export interface ExternalRef {
  readonly object: string
  readonly id: string
}

/** Whom a row is about. */
export interface RowPerson {
  /** Strongest first. */
  readonly identities: readonly Identity[]
  readonly refs: readonly ExternalRef[]
  /** The addresses as traits. */
  readonly traits: JsonObject
  /** The first address in its normal form. */
  readonly email: string | null
}

const SEVERAL_ADDRESSES = /[;,\s]+|:::/
const SEVERAL_PHONES = /[;\n]|:::/
/** Fewer digits are an extension, no number. */
const SHORTEST_PHONE = 6
const LONGEST_REF = 200

/**
 * Reads whom rows are about. Where a row has no address, its id in the other system, or a phone number without a country, keeps it apart:
 * by that it is found again, though nobody can be reached by it.
 */
export function bindPerson(
  binder: ColumnBinder,
  { user_id, email, phone, anonymous_id, record }: ContactMapping,
  system: string,
  lookups: ImportLookups,
): (cells: Cells, notes: RowNotes) => RowPerson {
  const none = () => []
  const users = user_id === undefined ? none : binder.texts(user_id, ['contact', 'user_id'])
  const emails = email === undefined ? none : binder.texts(email, ['contact', 'email'])
  const phones = phone === undefined ? none : binder.texts(phone, ['contact', 'phone'])
  const visitors = anonymous_id === undefined ? none : binder.texts(anonymous_id, ['contact', 'anonymous_id'])
  const records = record === undefined ? [] : [record].flat()
  if ([user_id, email, phone, anonymous_id].every((cells) => cells === undefined) && records.length === 0)
    binder.faults.push({ path: ['contact'], message: message('import.no_identity') })
  const refReaders = records.map(({ object, id, characters }, index) => {
    const path = Array.isArray(record) ? ['contact', 'record', index, 'id'] : ['contact', 'record', 'id']
    const read = binder.texts(id, path)
    return (cells: Cells, notes: RowNotes): readonly ExternalRef[] =>
      read(cells, notes).map((text) => ({ object, id: characters === undefined ? text : text.slice(0, characters) }))
  })
  return (cells, notes) => {
    const found = new Identities(notes)
    found.addAll('user', users(cells, notes), normaliseUserId)
    const written = emails(cells, notes)
      .flatMap((text) => text.split(SEVERAL_ADDRESSES))
      .filter(Boolean)
    found.addAll('email', written, normaliseEmail)
    const numbers = phones(cells, notes)
      .flatMap((text) => text.split(SEVERAL_PHONES))
      .map((text) => text.trim())
      .filter(Boolean)
    for (const text of numbers) found.add('phone', lookups.normalisePhone(text))
    found.addAll('anonymous', visitors(cells, notes), normaliseAnonymousId)
    const refs = refReaders.flatMap((read) => read(cells, notes)).filter(({ id }) => id.length <= LONGEST_REF)
    for (const { object, id } of refs) found.add('anonymous', normaliseAnonymousId(`${system}:${object}:${id}`))
    if (found.list.length === 0) found.add('anonymous', numberAlone(system, numbers))
    if (found.list.length === 0)
      notes.problems.push(message('import.nobody', { text: [...written, ...numbers].join(' ').slice(0, 80) }))
    const first = found.list.find(({ kind }) => kind === 'email')?.value ?? null
    const traits: Record<string, string> = {}
    if (first !== null) traits['email'] = first
    if (numbers[0] !== undefined) traits['phone'] = numbers[0].slice(0, LONGEST_REF)
    return { identities: found.list, refs, email: first, traits }
  }
}

/** The identities of a row, each once. */
class Identities {
  readonly list: Identity[] = []
  readonly #notes: RowNotes

  constructor(notes: RowNotes) {
    this.#notes = notes
  }

  add(kind: Identity['kind'], value: string | null): void {
    if (value !== null && !this.list.some((one) => one.kind === kind && one.value === value))
      this.list.push({ kind, value })
  }

  /** What has no normal form is noticed and left out. */
  addAll(kind: Identity['kind'], texts: readonly string[], normalise: (text: string) => string | null): void {
    for (const text of texts) {
      const value = normalise(text)
      if (value === null) this.#notes.notice('address', text.slice(0, 80))
      this.add(kind, value)
    }
  }
}

function numberAlone(system: string, numbers: readonly string[]): string | null {
  const digits = numbers.map((text) => text.replace(/\D/g, '')).find(({ length }) => length >= SHORTEST_PHONE)
  return digits === undefined ? null : `${system}:phone:${digits}`
}
