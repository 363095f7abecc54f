import { ContactsQuery } from '../../contract/contacts.ts'
import type { Tx } from '../../db/transaction.ts'
import { bucketOf } from '../../domain/ids.ts'
import { MAIN_TRACK } from '../../domain/lifecycle/check-document.ts'
import type { BulkAction } from '../../features/bulk/bulk-actions.ts'
import { addBulkPeople, type BulkPersonRow } from '../../features/bulk/bulk-people.ts'
import { listItems } from '../../features/contacts/contact-item.ts'
import { listVisible } from '../../features/contacts/visible.ts'
import { presentLens } from '../browse-contacts.ts'
import { browseVisible } from '../browse-visible.ts'
import type { Ripen } from '../ripen.ts'

/** People found in one step. */
const PAGE = 200

interface Gathered {
  readonly people: number
  /** Behind which the next step goes on; null: all were found. */
  readonly cursor: string | null
  /** Who fits the list's filter is still being found: it is asked again. */
  readonly waits: boolean
}

type Found = Pick<BulkPersonRow, 'contact' | 'seen'>

/** Finds the next people whom an action is about, as whoever asked is shown them. */
export async function gatherPeople(ripen: Ripen, client: Tx, action: BulkAction): Promise<Gathered> {
  const next = await nextPeople(ripen, client, action)
  if (next === null) return { people: action.people, cursor: action.cursor, waits: true }
  return {
    people: await addBulkPeople(client, action.id, action.people, next.found),
    cursor: next.cursor,
    waits: false,
  }
}

async function nextPeople(
  ripen: Ripen,
  client: Tx,
  action: BulkAction,
): Promise<{ readonly found: readonly Found[]; readonly cursor: string | null } | null> {
  const { selection, visible, cursor } = action
  if ('ids' in selection) {
    const from = Number(cursor ?? 0)
    const to = from + PAGE
    const found = await named(ripen, client, action, selection.ids.slice(from, to))
    return { found, cursor: to < selection.ids.length ? String(to) : null }
  }
  const track = trackOf(action) ?? selection.behind.track
  const query = ContactsQuery.parse({
    ...selection.behind,
    ...(track === undefined ? {} : { track }),
    limit: PAGE,
    ...(cursor === null ? {} : { cursor }),
  })
  const { items, next, counting } = await browseVisible(ripen, query, visible)
  if (counting !== undefined) return null
  const except = new Set(selection.except)
  const found = items.filter(({ id }) => !except.has(id)).map(({ id, stage }) => ({ contact: id, seen: stage }))
  return { found, cursor: next }
}

/** Contacts that were named one by one, in that order; of others nobody is told that they are there. */
async function named(ripen: Ripen, client: Tx, action: BulkAction, ids: readonly string[]): Promise<readonly Found[]> {
  const shown = await listVisible(client, ids, action.visible)
  const lens = {
    ...(await presentLens(ripen)),
    ...(trackOf(action) === undefined ? {} : { track: trackOf(action) ?? MAIN_TRACK }),
  }
  const places = ids.filter((id) => shown.has(id)).map((contact) => ({ contact, bucket: bucketOf(contact) }))
  const items = await listItems(client, places, lens)
  return items.map(({ id, stage }) => ({ contact: id, seen: stage }))
}

/** The track of a move; what is done otherwise belongs to none. */
function trackOf({ work }: BulkAction): string | undefined {
  return work.do === 'move' ? work.track : undefined
}
