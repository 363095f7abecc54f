import type { Tx } from '../../db/transaction.ts'
import type { Transition } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'
import { stageNames, withStageNames } from '../../domain/lifecycle/stage-names.ts'
import { voiding } from '../../domain/lifecycle/voiding.ts'
import { type Message, message } from '../../domain/message.ts'
import type { BulkAction } from '../../features/bulk/bulk-actions.ts'
import type { BulkPersonRow, UndoOutcome } from '../../features/bulk/bulk-people.ts'
import { voidTransitions } from '../../features/contacts/ledger.ts'
import { readTransitions } from '../../features/contacts/read-library.ts'
import { shareLifecycle } from '../../features/lifecycle/versions.ts'
import { advanceContacts } from '../advance-contacts.ts'
import type { ContactChange } from '../group-changes.ts'
import { laneNumber } from '../lane-number.ts'
import { actorData, ownEvent } from '../own-event.ts'
import { headOf } from '../process-events.ts'
import type { Ripen } from '../ripen.ts'
import { lockChosen } from './chosen-rows.ts'

type Done = BulkPersonRow & { readonly did: JsonObject }

/**
 * Declares a page of an action's moves mistakes, as if they had never been. One after which somebody else moved the contact is left alone;
 * what the lifecycle itself did after it is judged again without it.
 */
export async function undoMoves(
  ripen: Ripen,
  client: Tx,
  action: BulkAction,
  people: readonly Done[],
): Promise<readonly UndoOutcome[]> {
  await shareLifecycle(client)
  const { program: head, from: since } = await headOf(ripen, client)
  const now = ripen.now()
  const names = stageNames(head.document)
  const chosen = await lockChosen(client, people, action.visible)
  const ledgers = await readTransitions(
    client,
    people.map(({ contact }) => contact),
  )
  const changes: ContactChange[] = []
  const outcomes: UndoOutcome[] = []
  for (const { person, found } of chosen) {
    const ledger = ledgers.filter(({ contact }) => contact === person.contact)
    const mistake = ledger.find(({ nth }) => nth === person.did['nth'])
    const left = 'refused' in found ? found.refused : whyLeft(ledger, mistake)
    if ('refused' in found || mistake === undefined || left !== null) {
      const reason = withStageNames(left ?? message('bulk.gone'), names)
      outcomes.push({ place: person.place, undo: 'left', reason })
      continue
    }
    const { row } = found
    const { taken, event: said } = voiding(ledger, mistake, null)
    const data = { ...said.data, by: actorData(action.undoneBy ?? action.actor) }
    const event = ownEvent(row, { kind: 'void', ...said, data }, { now, since })
    await voidTransitions(
      client,
      row.id,
      taken.map(({ nth }) => nth),
      event.id,
    )
    changes.push({ row, events: [event], anew: true })
    outcomes.push({ place: person.place, undo: 'undone', reason: null })
  }
  const latest = changes.reduce((end, { events }) => Math.max(end, ...events.map(({ at }) => at)), now)
  await advanceContacts(ripen, client, changes, { head, now: latest, lane: laneNumber(0) })
  return outcomes
}

/** Why a move stays: it is void already, or somebody else moved the contact after it. */
function whyLeft(ledger: readonly Transition[], mistake: Transition | undefined): Message | null {
  if (mistake === undefined) return message('bulk.gone')
  if (mistake.voidedBy !== null) return message('bulk.undone_since')
  const { track, nth } = mistake
  const since = ledger.findLast(
    (one) => one.voidedBy === null && one.track === track && one.nth > nth && isSomebodys(one),
  )
  return since === undefined ? null : message('bulk.moved_since', { stage: since.to })
}

/** Whether it is somebody else's decision, and not the lifecycle's own. */
function isSomebodys({ cause }: Transition): boolean {
  return cause !== 'rule' && cause !== 'exit' && cause !== 'publish'
}
