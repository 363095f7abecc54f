import type { BulkActionView, BulkPeoplePage, BulkPeopleQuery, BulkTally } from '../../contract/bulk-actions.ts'
import { say } from '../../contract/messages/say.ts'
import { momentOf } from '../../contract/moment.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { BulkAction, Tally } from '../../features/bulk/bulk-actions.ts'
import { browseBulkPeople } from '../../features/bulk/bulk-people.ts'
import { listItems } from '../../features/contacts/contact-item.ts'
import type { Visible } from '../../features/contacts/visible.ts'
import { presentLens } from '../browse-contacts.ts'
import { onlyVisible } from '../browse-visible.ts'
import type { Ripen } from '../ripen.ts'
import { sayWork } from './begin-bulk.ts'
import { reasonKey } from './tally.ts'

/** A bulk action as the API shows it. */
export async function viewOfBulk(ripen: Ripen, action: BulkAction): Promise<BulkActionView> {
  const { undo, foreseen } = action
  return {
    id: action.id,
    work: action.work,
    says: await sayWork(ripen, action.work),
    selection: 'ids' in action.selection ? 'ids' : 'behind',
    state: action.state,
    people: action.people,
    reached: action.reached,
    foreseen: foreseen === null ? null : tallyView(foreseen),
    result: tallyView(action.result),
    undo: { undone: undo.counts['undone'] ?? 0, left: undo.counts['left'] ?? 0, reasons: reasonsOf(undo) },
    failure: action.failure,
    by: action.actor,
    createdAt: momentOf(action.createdAt),
    startedAt: momentOf(action.startedAt),
    finishedAt: momentOf(action.finishedAt),
    undoneAt: momentOf(action.undoneAt),
  }
}

function tallyView(tally: Tally): BulkTally {
  const { done = 0, unchanged = 0, refused = 0 } = tally.counts
  return { done, unchanged, refused, reasons: reasonsOf(tally) }
}

function reasonsOf({ reasons }: Tally) {
  return reasons.map(({ reason, count }) => ({ key: reasonKey(reason), text: say(reason), count }))
}

/** People of an action whom somebody is shown, by what became of them. */
export async function bulkPeople(
  ripen: Ripen,
  action: BulkAction,
  { reason: key, ...query }: BulkPeopleQuery,
  visible: Visible,
): Promise<BulkPeoplePage> {
  const { pool } = ripen.db
  const told = [action.foreseen, action.result, action.undo].flatMap((tally) => tally?.reasons ?? [])
  const asked = key === undefined ? null : (told.find(({ reason }) => reasonKey(reason) === key)?.reason ?? null)
  if (key !== undefined && asked === null) return { items: [], next: null }
  const { items, next } = await browseBulkPeople(pool, action.id, query, asked)
  const shown = await onlyVisible(ripen, items, visible, ({ contact }) => contact)
  const lens = await presentLens(ripen, action.work.do === 'move' ? action.work.track : undefined)
  const places = shown.map(({ contact }) => ({ contact, bucket: bucketOf(contact) }))
  const contacts = new Map((await listItems(pool, places, lens)).map((item) => [item.id, item]))
  return {
    items: shown.flatMap(({ contact: id, outcome, reason, undo, leftFor }) => {
      const contact = contacts.get(id)
      const words = { reason: reason === null ? null : say(reason), left: leftFor === null ? null : say(leftFor) }
      return contact === undefined ? [] : [{ contact, outcome, undo, ...words }]
    }),
    next,
  }
}
