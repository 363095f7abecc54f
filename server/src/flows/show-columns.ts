import type { ContactItem } from '../contract/contacts.ts'
import { columnValues } from '../features/contacts/column-values.ts'
import { presentLens } from './browse-contacts.ts'
import type { Ripen } from './ripen.ts'

/** A page of contacts with what the columns that were asked for say of them; without such as it was. */
export async function withColumns<Page extends { readonly items: ContactItem[] }>(
  ripen: Ripen,
  page: Page,
  { columns, track }: { readonly columns?: readonly string[] | undefined; readonly track?: string | undefined },
): Promise<Page> {
  if (columns === undefined || page.items.length === 0) return page
  const values = await columnValues(ripen.db.pool, page.items, columns, await presentLens(ripen, track))
  return { ...page, items: page.items.map((item) => ({ ...item, values: values.get(item.id) ?? {} })) }
}
