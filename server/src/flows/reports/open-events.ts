import type { ContactItem, ContactsQuery } from '../../contract/contacts.ts'
import type { Page, Total } from '../../contract/page.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import { matchOfWord } from '../../domain/reports/event-words.ts'
import { type Lens, listItems } from '../../features/contacts/contact-item.ts'
import { listBegun, listFollowed } from '../../features/reports/behind-events.ts'
import type { Ripen } from '../ripen.ts'
import { momentsOf } from './frame.ts'
import { overEvents, zoneOf } from './over-events.ts'
import { stepKindsOf } from './steps.ts'

/** The people behind a number of a report over events, the latest first. Reads all events, as the report does. */
export async function openEvents(
  ripen: Ripen,
  did: string,
  { and, next, kinds, since, until, cursor, limit }: ContactsQuery,
  lens: Lens,
): Promise<Page<ContactItem> & { total: Total }> {
  const period = momentsOf(await zoneOf(ripen), since ?? null, until ?? null)
  const from = decodeCursor(cursor, ['time', 'uuid'])
  const part = { after: from === null ? null : { at: from[0], contact: from[1] }, count: limit + 1 }
  const { places, people } = await overEvents(ripen, (client) =>
    next === undefined
      ? listBegun(client, { did: matchOfWord(did), and: and === undefined ? null : matchOfWord(and), ...period }, part)
      : listFollowed(client, { kinds: stepKindsOf(kinds), did, next, ...period }, part),
  )
  const page = cutPage(places, limit, ({ at, contact }) => [at, contact])
  return {
    items: await listItems(ripen.db.pool, page.shown, lens),
    next: page.next,
    total: { count: people, exact: true },
  }
}
