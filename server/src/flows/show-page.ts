import type { ContactPageView } from '../contract/contact-page.ts'
import { together } from '../db/reading.ts'
import { findPerson } from '../features/contacts/find-person.ts'
import { findContactDetail } from '../features/contacts/get-contact.ts'
import { lensOf } from './browse-contacts.ts'
import { reading } from './reading.ts'
import type { Ripen } from './ripen.ts'
import { readTimelinePage } from './show-timeline.ts'
import { whyPerson } from './why-contact.ts'

/**
 * All that a contact's page shows: what is known of it, why it is where it is, and the newest end of its timeline; null where there is none. The id of
 * a row that was merged into another means that other one.
 */
export function showPage(ripen: Ripen, id: string, limit: number): Promise<ContactPageView | null> {
  return reading(ripen, async (one) => {
    const { client } = one
    const [person, head] = await together(client, () => findPerson(client, id), one.head)
    if (person === null) return null
    const [contact, why, timeline] = await together(
      client,
      () => findContactDetail(client, person.id, lensOf(one, head)),
      () => whyPerson(one, person),
      () => readTimelinePage(one, person.id, { limit }),
    )
    return contact === null ? null : { contact, why, timeline }
  })
}
