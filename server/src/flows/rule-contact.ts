import { transaction } from '../db/transaction.ts'
import type { Actor, Transition } from '../domain/facts.ts'
import { decodeState } from '../domain/lifecycle/encode.ts'
import { stageNames, withStageNames } from '../domain/lifecycle/stage-names.ts'
import { teamThatMoves } from '../domain/lifecycle/team-that-moves.ts'
import { type Message, message } from '../domain/message.ts'
import { audit } from '../features/audit/audit.ts'
import { lockContacts } from '../features/contacts/lock-contacts.ts'
import { shareLifecycle } from '../features/lifecycle/versions.ts'
import { advanceContacts } from './advance-contacts.ts'
import { laneNumber } from './lane-number.ts'
import { lockPeople } from './lock-people.ts'
import { actorData, ownEvent } from './own-event.ts'
import { headOf } from './process-events.ts'
import type { Ripen } from './ripen.ts'

export interface RulingRequest {
  readonly contact: string
  readonly to: string
  /** The stage that the person saw (default: the present one). */
  readonly from?: string | null
  readonly track?: string
  readonly reason: string | null
  /** Overrules all but unknown stages. */
  readonly force: boolean
  readonly by: Actor
  /** Teams of the person that asks; where the lifecycle names who moves to a stage, it has to be in that one (default: any will do). */
  readonly teams?: readonly string[]
}

export type RulingOutcome =
  | { readonly outcome: 'moved'; readonly transition: Transition }
  | { readonly outcome: 'refused'; readonly message: Message }
  | { readonly outcome: 'unknown' }

/** Takes a refused ruling back with all that its transaction did: a later replay must not judge it otherwise. */
class Refused extends Error {
  readonly reason: Message

  constructor(reason: Message) {
    super('refused')
    this.reason = reason
  }
}

/** A person moves a contact. Followed where the lifecycle lets a person, else refused with the reason; nothing is written then. */
export async function ruleContact(ripen: Ripen, request: RulingRequest): Promise<RulingOutcome> {
  try {
    return await transaction(ripen.db, async (client) => {
      await shareLifecycle(client)
      const { program: head, from: since } = await headOf(ripen, client)
      const now = ripen.now()
      if ((await lockContacts(client, [request.contact])).length === 0) return { outcome: 'unknown' }
      const row = (await lockPeople(client, [request.contact], head, now)).personOf(request.contact)
      const track = request.track ?? head.tracks[0]?.key ?? 'main'
      if (!head.tracks.some(({ key }) => key === track)) throw new Refused(message('ruling.unknown_track', { track }))
      const present =
        row.state === ''
          ? null
          : (decodeState(await ripen.programs.get(client, row.version), row.id, row.state).positions[track]?.stage ??
            null)
      const { to, from, reason, force, by, teams } = request
      const team = teamThatMoves(head.document, to)
      if (team !== null && teams?.includes(team) === false)
        throw new Refused(withStageNames(message('ruling.other_team', { stage: to, team }), stageNames(head.document)))
      const event = ownEvent(
        row,
        {
          kind: 'ruling',
          name: to,
          data: { track, from: from === undefined ? present : from, reason, by: actorData(by), force },
        },
        { now, since },
      )
      const [outcome] = await advanceContacts(ripen, client, [{ row, events: [event] }], {
        head,
        now: Math.max(now, event.at),
        lane: laneNumber(0),
      })
      const refused = outcome?.refused.get(event.id)
      if (refused !== undefined) throw new Refused(withStageNames(refused, stageNames(head.document)))
      const transition = outcome?.moves.find((move) => move.cause === 'person' && move.at === event.at)
      if (transition === undefined) throw new Error(`The ruling ${event.id} was neither followed nor refused.`)
      const after = { stage: to, reason, ...(force ? { forced: true } : {}) }
      await audit(client, { by, action: 'contact.moved', id: row.id, before: { stage: present }, after }, now)
      return { outcome: 'moved', transition }
    })
  } catch (error) {
    if (error instanceof Refused) return { outcome: 'refused', message: error.reason }
    throw error
  }
}
