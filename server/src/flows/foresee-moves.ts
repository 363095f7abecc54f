import type { MovesForeseen } from '../contract/board.ts'
import { say } from '../contract/messages/say.ts'
import { transaction } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import { advance, type SavedContact } from '../domain/lifecycle/advance.ts'
import { decodeState, encodeState } from '../domain/lifecycle/encode.ts'
import type { Program, ProgramTrack } from '../domain/lifecycle/program.ts'
import { stageNames, withStageNames } from '../domain/lifecycle/stage-names.ts'
import { teamThatMoves } from '../domain/lifecycle/team-that-moves.ts'
import { type Message, message } from '../domain/message.ts'
import { lockContacts } from '../features/contacts/lock-contacts.ts'
import { foreseeContacts } from './advance-contacts.ts'
import type { ContactOutcome } from './group-changes.ts'
import { ownEvent } from './own-event.ts'
import { headOf } from './process-events.ts'
import { NoSuchThing } from './reports/frame.ts'
import type { Ripen } from './ripen.ts'

export interface ForeseeRequest {
  readonly contact: string
  /** Default: the first one. */
  readonly track?: string | undefined
  /** Teams of the person that asks, as for a ruling (default: any will do). */
  readonly teams?: readonly string[]
}

/** Given where a move needs any reason, to see whether one would do. */
const SOME_REASON = '…'

/**
 * What the lifecycle would say to each move that a person could make with a contact now: the rulings are carried out by the engine itself,
 * and nothing is written. Null: there is no such contact.
 */
export async function foreseeMoves(
  ripen: Ripen,
  { contact, track, teams }: ForeseeRequest,
): Promise<MovesForeseen | null> {
  const found = await transaction(ripen.db, async (client) => {
    const { program: head, from: since } = await headOf(ripen, client)
    const now = ripen.now()
    const [row] = await lockContacts(client, [contact])
    if (row === undefined || row.mergedInto !== null) return null
    const [present] = await foreseeContacts(ripen, client, [{ row, events: [], until: now }], { head, now })
    return present === undefined ? null : { present, head, since, now }
  })
  if (found === null) return null
  const { present, head, since, now } = found
  const judged = head.tracks.find(({ key }) => key === (track ?? head.tracks[0]?.key))
  if (judged === undefined)
    throw new NoSuchThing(
      'track',
      track ?? '',
      head.tracks.map(({ key }) => key),
    )
  const trial = new Trial(present, head, judged, { since, now, teams })
  const stage = present.advanced.state.positions[judged.key]?.stage ?? null
  return {
    contact,
    track: judged.key,
    stage,
    moves: [...judged.byKey.keys()].filter((key) => key !== stage).map((to) => trial.moveTo(to)),
  }
}

interface Asking {
  readonly now: Time
  /** Since when the version is in force. */
  readonly since: Time
  readonly teams: readonly string[] | undefined
}

class Trial {
  readonly #present: ContactOutcome
  readonly #program: Program
  readonly #track: ProgramTrack
  readonly #state: string
  readonly #asking: Asking

  constructor(present: ContactOutcome, program: Program, track: ProgramTrack, asking: Asking) {
    this.#present = present
    this.#program = program
    this.#track = track
    this.#asking = asking
    this.#state = encodeState(program, present.advanced.state)
  }

  moveTo(to: string): MovesForeseen['moves'][number] {
    const target = this.#track.byKey.get(to)
    const team = teamThatMoves(this.#program.document, to)
    if (team !== null && this.#asking.teams?.includes(team) === false)
      return { to, may: 'never', reasons: [], why: this.#say(message('ruling.other_team', { stage: to, team })) }
    const reasons = target?.detour === true ? [...target.reasons] : []
    const without = this.#refusal(to, null)
    if (without === null) return { to, may: 'freely', reasons, why: null }
    const given = this.#refusal(to, reasons[0] ?? SOME_REASON)
    return given === null
      ? { to, may: 'with_reason', reasons, why: this.#say(without) }
      : { to, may: 'never', reasons, why: this.#say(given) }
  }

  #refusal(to: string, reason: string | null): Message | null {
    const { row, saw, advanced } = this.#present
    const contact: SavedContact = {
      id: row.id,
      // A walk changes its state in place: each try has one of its own.
      state: decodeState(this.#program, row.id, this.#state),
      program: this.#program,
      nth: row.nth + this.#present.moves.length,
      floor: advanced.floor,
      wakeAt: advanced.wakeAt,
      lines: saw.lines,
    }
    const from = advanced.state.positions[this.#track.key]?.stage ?? null
    const data = { track: this.#track.key, from, reason, by: 'system', force: false }
    const known = { ...row, state: this.#state, floor: advanced.floor }
    const event = ownEvent(known, { kind: 'ruling', name: to, data }, this.#asking)
    const { refused } = advance({
      contact,
      facts: [{ ...event, is: 'event', contact: row.id, seq: row.seq + 1 }],
      versions: [],
      saw,
      until: event.at,
      anew: false,
      ledgerChanged: false,
      history: () => {
        throw new Error(`A ruling of ${row.id} would be late.`)
      },
    })
    return refused.get(event.id) ?? null
  }

  #say(refused: Message): string {
    return say(withStageNames(refused, stageNames(this.#program.document)))
  }
}
