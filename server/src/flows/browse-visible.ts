import type { ContactPage, ContactsQuery } from '../contract/contacts.ts'
import { listOwned } from '../features/contacts/list-owned.ts'
import { listVisible, type Visible } from '../features/contacts/visible.ts'
import { browseContacts, presentLens } from './browse-contacts.ts'
import { isDoor } from './open-door.ts'
import type { Ripen } from './ripen.ts'
import { browseFiltered, isFiltered } from './segments/filter-contacts.ts'

/** A page of the contacts that somebody is shown. */
export async function browseVisible(ripen: Ripen, query: ContactsQuery, visible: Visible): Promise<ContactPage> {
  if (isFiltered(query)) {
    const hasOrder = isDoor(query) || [query.q, query.email, query.id].some((part) => part !== undefined)
    return browseFiltered(ripen, query, visible, hasOrder ? (rest) => browseVisible(ripen, rest, visible) : null)
  }
  if (visible === 'all') return browseContacts(ripen, query)
  const lens = await presentLens(ripen, query.track)
  if (!isDoor(query) && query.id === undefined) return listOwned(ripen.db.pool, { ...query, ...visible }, lens)
  // What leads here counts everybody; how many of them are shown is not known beforehand.
  const page = await browseContacts(ripen, query)
  const items = await onlyVisible(ripen, page.items, visible, ({ id }) => id)
  return { ...page, items, total: { count: items.length, exact: page.next === null && query.cursor === undefined } }
}

/** Of some things the ones whose contact somebody is shown. */
export async function onlyVisible<Thing>(
  ripen: Ripen,
  things: readonly Thing[],
  visible: Visible,
  contactOf: (thing: Thing) => string,
): Promise<Thing[]> {
  const shown = await listVisible(ripen.db.pool, things.map(contactOf), visible)
  return things.filter((thing) => shown.has(contactOf(thing)))
}
