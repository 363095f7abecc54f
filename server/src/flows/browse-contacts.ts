import { type ContactDetail, type ContactItem, type ContactsQuery, NO_STAGE } from '../contract/contacts.ts'
import type { Page, Total } from '../contract/page.ts'
import { MAIN_TRACK } from '../domain/lifecycle/check-document.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import type { Lens } from '../features/contacts/contact-item.ts'
import { findContactDetail } from '../features/contacts/get-contact.ts'
import { countUnplaced, listContacts } from '../features/contacts/list-contacts.ts'
import { countStages } from '../features/rollups/stage-counts.ts'
import { isDoor, openDoor } from './open-door.ts'
import { NoSuchThing } from './reports/frame.ts'
import type { Ripen } from './ripen.ts'

/** How contacts look now under the present lifecycle (default: in its first track). */
export async function presentLens(ripen: Ripen, track?: string): Promise<Lens> {
  return lensOf(ripen, await ripen.programs.head(ripen.db.pool), track)
}

/** How contacts look now under a lifecycle. */
export function lensOf({ now }: Pick<Ripen, 'now'>, program: Program | null, track?: string): Lens {
  return { program, track: track ?? program?.tracks[0]?.key ?? MAIN_TRACK, now: now() }
}

/** A page of contacts, and how many there are on all pages. */
export async function browseContacts(
  ripen: Ripen,
  query: ContactsQuery,
): Promise<Page<ContactItem> & { total: Total }> {
  const lens = await presentLens(ripen, query.track)
  if (isDoor(query)) return openDoor(ripen, query, lens)
  const { pool } = ripen.db
  if (query.stage !== undefined) refuseUnknown(lens, query.stage)
  const count = async () => {
    if (query.stage === NO_STAGE) return (await countUnplaced(pool)).count
    const counted = (await countStages(pool)).filter(
      ({ track, stage }) => track === lens.track && (query.stage === undefined || stage === query.stage),
    )
    return counted.reduce((sum, one) => sum + one.count, 0)
  }
  const { total, ...page } = await listContacts(pool, query, lens, count)
  return { ...page, total: total ?? { count: await count(), exact: true } }
}

/** A stage that there is not has nobody in it, and that would look like an answer. */
function refuseUnknown({ program, track }: Lens, stage: string): void {
  const found = program?.tracks.find(({ key }) => key === track)
  if (program !== null && found === undefined)
    throw new NoSuchThing(
      'track',
      track,
      program.tracks.map(({ key }) => key),
    )
  if (found !== undefined && stage !== NO_STAGE && !found.byKey.has(stage))
    throw new NoSuchThing('stage', stage, [...found.byKey.keys(), NO_STAGE])
}

/** Everything of a contact but its history; null where there is none. */
export async function showContact(ripen: Ripen, id: string): Promise<ContactDetail | null> {
  return findContactDetail(ripen.db.pool, id, await presentLens(ripen))
}
