import type { Incoming } from '../incoming.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Cells, ColumnBinder, ValueReader } from './bind-columns.ts'
import type { Mapping } from './mapping.ts'
import type { RowNotes } from './row-notes.ts'

type Traits = Readonly<Record<string, ValueReader>>

/** Readers of traits, by name. */
export function bindTraits(
  binder: ColumnBinder,
  traits: Mapping['contact']['traits'],
  path: readonly (string | number)[],
): Traits {
  return Object.fromEntries(Object.entries(traits).map(([name, cell]) => [name, binder.value(cell, [...path, name])]))
}

/** The traits of a row; cells that say nothing are left out. */
export function readTraits(traits: Traits, cells: Cells, notes: RowNotes): Record<string, Json> {
  const set: Record<string, Json> = {}
  for (const [name, read] of Object.entries(traits)) {
    const value = read(cells, notes)
    if (value !== null) set[name] = value
  }
  return set
}

/**
 * The account that a row names: by the other system's id, else by its web site or domain. A name alone makes none, since
 * companies of one name are many: it stays a trait of the contact.
 */
export function bindAccount(
  binder: ColumnBinder,
  account: Mapping['account'],
  system: string,
): (cells: Cells, notes: RowNotes) => { readonly group: Incoming['group']; readonly company: string | null } {
  if (account === undefined) return () => ({ group: null, company: null })
  const reader = (key: 'id' | 'name' | 'domain' | 'website'): ValueReader => {
    const cell = account[key]
    return cell === undefined ? () => null : binder.value(cell, ['account', key])
  }
  const [id, name, domain, website] = [reader('id'), reader('name'), reader('domain'), reader('website')]
  const traits = bindTraits(binder, account.traits, ['account', 'traits'])
  return (cells, notes) => {
    const company = textOf(name(cells, notes))
    const site = textOf(website(cells, notes)) ?? textOf(domain(cells, notes))
    const host = site === null ? null : hostOf(site)
    const own = textOf(id(cells, notes))
    const key = own === null ? host : `${system}:${own}`
    if (key === null) return { group: null, company }
    const set: JsonObject = {
      ...(company === null ? {} : { name: company }),
      ...(host === null ? {} : { website: host }),
      ...readTraits(traits, cells, notes),
    }
    return { group: { id: key, traits: set }, company }
  }
}

function textOf(value: Json): string | null {
  return value === null || value === '' ? null : String(value).slice(0, 300)
}

function hostOf(site: string): string | null {
  const url = URL.parse(/^[a-z]+:\/\//i.test(site) ? site : `https://${site}`)
  return url === null || !url.hostname.includes('.') ? null : url.hostname.replace(/^www\./, '')
}
