import type { BulkWork } from '../../contract/bulk-actions.ts'
import type { Tx } from '../../db/transaction.ts'
import { stageNames, withStageNames } from '../../domain/lifecycle/stage-names.ts'
import { teamThatMoves } from '../../domain/lifecycle/team-that-moves.ts'
import type { Message } from '../../domain/message.ts'
import { message } from '../../domain/message.ts'
import type { BulkAction } from '../../features/bulk/bulk-actions.ts'
import type { BulkOutcome, BulkPersonRow } from '../../features/bulk/bulk-people.ts'
import { shareLifecycle } from '../../features/lifecycle/versions.ts'
import { foreseeContacts } from '../advance-contacts.ts'
import type { ContactOutcome } from '../group-changes.ts'
import { laneNumber } from '../lane-number.ts'
import { actorData, ownEvent } from '../own-event.ts'
import { headOf } from '../process-events.ts'
import type { Ripen } from '../ripen.ts'
import { saveOutcomes } from '../save-outcomes.ts'
import { tellAccounts } from '../tell-accounts.ts'
import { lockChosen, refused } from './chosen-rows.ts'

type Move = Extract<BulkWork, { do: 'move' }>

/**
 * Moves a page of people, each by a ruling as if it were moved alone: followed where the lifecycle lets whoever asked, else refused, with
 * nothing written. @param write false: it is only foreseen
 */
export async function movePeople(
  ripen: Ripen,
  client: Tx,
  action: BulkAction & { readonly work: Move },
  people: readonly BulkPersonRow[],
  write: boolean,
): Promise<readonly BulkOutcome[]> {
  const { to, track: given, reason, force } = action.work
  await shareLifecycle(client)
  const { program: head, from: since } = await headOf(ripen, client)
  const now = ripen.now()
  const names = stageNames(head.document)
  const refusal = (said: Message) => withStageNames(said, names)
  const track = given ?? head.tracks[0]?.key ?? 'main'
  const team = teamThatMoves(head.document, to)
  const wrong = !head.tracks.some(({ key }) => key === track)
    ? message('ruling.unknown_track', { track })
    : team !== null && action.teams?.includes(team) === false
      ? message('ruling.other_team', { stage: to, team })
      : null
  if (wrong !== null) return people.map((person) => refused(person, refusal(wrong)))
  const chosen = await lockChosen(client, people, action.visible)
  const asked = chosen.map(({ person, found }) => {
    if ('refused' in found) return { person, refused: found.refused, change: null }
    const { row } = found
    const data = { track, from: person.seen, reason, by: actorData(action.actor), force }
    const event = ownEvent(row, { kind: 'ruling', name: to, data }, { now, since })
    return { person, refused: null, change: { row, events: [event] }, event }
  })
  const changes = asked.flatMap(({ change }) => change ?? [])
  const latest = changes.reduce((end, { events }) => Math.max(end, ...events.map(({ at }) => at)), now)
  const foreseen = await foreseeContacts(ripen, client, changes, { head, now: latest })
  const followed = foreseen.filter((outcome) => outcome.refused.size === 0)
  if (write) {
    await saveOutcomes(client, followed, { now: latest, lane: laneNumber(0) })
    await tellAccounts(client, followed, latest)
  }
  const byContact = new Map(foreseen.map((outcome) => [outcome.row.id, outcome]))
  return asked.map(({ person, refused: why }) => {
    const outcome = byContact.get(person.contact)
    if (outcome === undefined) return refused(person, why ?? message('bulk.gone'))
    return outcomeOf(person, outcome, refusal)
  })
}

function outcomeOf(person: BulkPersonRow, outcome: ContactOutcome, refusal: (said: Message) => Message): BulkOutcome {
  const [said] = outcome.refused.values()
  if (said?.key === 'ruling.already_there')
    return { place: person.place, outcome: 'unchanged', reason: null, did: null }
  if (said !== undefined) return refused(person, refusal(said))
  const move = outcome.moves.find(({ cause, at }) => cause === 'person' && at === outcome.events.at(-1)?.at)
  if (move === undefined) throw new Error(`The ruling of ${person.contact} was neither followed nor refused.`)
  return { place: person.place, outcome: 'done', reason: null, did: { nth: move.nth } }
}
