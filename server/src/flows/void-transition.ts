import { transaction } from '../db/transaction.ts'
import { type Actor, transitionId } from '../domain/facts.ts'
import { voiding } from '../domain/lifecycle/voiding.ts'
import { audit } from '../features/audit/audit.ts'
import { voidTransitions } from '../features/contacts/ledger.ts'
import { lockContacts } from '../features/contacts/lock-contacts.ts'
import { readTransitions } from '../features/contacts/read-library.ts'
import { shareLifecycle } from '../features/lifecycle/versions.ts'
import { advanceContacts } from './advance-contacts.ts'
import { laneNumber } from './lane-number.ts'
import { actorData, ownEvent } from './own-event.ts'
import { headOf } from './process-events.ts'
import type { Ripen } from './ripen.ts'

export interface VoidRequest {
  /** A transition's id: the contact's id, a dot, its number. */
  readonly transition: string
  readonly reason: string
  readonly by: Actor
}

export type VoidOutcome =
  | { readonly outcome: 'voided'; readonly transitions: readonly string[] }
  | { readonly outcome: 'unknown' | 'already' }

const SHAPE = /^([0-9a-f-]{36})\.(\d{1,9})$/

/**
 * Declares a transition a mistake: it and what followed it in its track never were. Rulings after it are judged again, and the walk goes on
 * from the last transition that is left.
 */
export async function voidTransition(ripen: Ripen, { transition, reason, by }: VoidRequest): Promise<VoidOutcome> {
  const [, contact, number] = SHAPE.exec(transition) ?? []
  if (contact === undefined) return { outcome: 'unknown' }
  return transaction(ripen.db, async (client) => {
    await shareLifecycle(client)
    const { program: head, from: since } = await headOf(ripen, client)
    const now = ripen.now()
    const [row] = await lockContacts(client, [contact])
    if (row === undefined || row.mergedInto !== null) return { outcome: 'unknown' }
    const ledger = await readTransitions(client, [contact])
    const mistake = ledger.find(({ nth }) => nth === Number(number))
    if (mistake === undefined) return { outcome: 'unknown' }
    if (mistake.voidedBy !== null) return { outcome: 'already' }
    const { taken, event: said } = voiding(ledger, mistake, reason)
    const event = ownEvent(row, { kind: 'void', ...said, data: { ...said.data, by: actorData(by) } }, { now, since })
    const numbers = taken.map(({ nth }) => nth)
    await voidTransitions(client, contact, numbers, event.id)
    await advanceContacts(ripen, client, [{ row, events: [event], anew: true }], {
      head,
      now: Math.max(now, event.at),
      lane: laneNumber(0),
    })
    const change = { before: { stage: mistake.to }, after: { stage: mistake.from, reason, moves: taken.length } }
    await audit(client, { by, action: 'contact.move_undone', id: contact, ...change }, now)
    return { outcome: 'voided', transitions: taken.map(transitionId) }
  })
}
