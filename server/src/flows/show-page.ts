import type { ContactPageView } from '../contract/contact-page.ts'
import { together } from '../db/reading.ts'
import { findContactDetail } from '../features/contacts/get-contact.ts'
import { lensOf } from './browse-contacts.ts'
import { reading } from './reading.ts'
import type { Ripen } from './ripen.ts'
import { readTimelinePage } from './show-timeline.ts'
import { readWhy } from './why-contact.ts'

/** All that a contact's page shows: what is known of it, why it is where it is, and the newest end of its timeline; null where there is none. */
export function showPage(ripen: Ripen, id: string, limit: number): Promise<ContactPageView | null> {
  return reading(ripen, async (one) => {
    const { client } = one
    const [contact, why, timeline] = await together(
      client,
      async () => findContactDetail(client, id, lensOf(one, await one.head())),
      () => readWhy(one, id),
      () => readTimelinePage(one, id, { limit }),
    )
    return contact === null ? null : { contact, why, timeline }
  })
}
