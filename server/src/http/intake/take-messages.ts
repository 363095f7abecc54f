import type { Incoming, Rejection } from '../../domain/incoming.ts'
import { type Reading, type SendingKey, within } from '../../integrations/segment/reading.ts'
import type { Intake, RejectedMessages } from './ports.ts'
import { Overloaded, Unavailable } from './refusals.ts'
import { showMessage } from './show-message.ts'

export interface Letter {
  /** The message as sent. */
  readonly raw: unknown
  /** Where it stands in the body. */
  readonly place: string
  readonly reading: Reading
}

interface Delivery {
  readonly sender: SendingKey
  readonly receivedAt: number
  /** Size of the body, unpacked. */
  readonly bytes: number
}

interface Receipt {
  readonly accepted: number
  readonly rejections: readonly Rejection[]
}

/**
 * Hands the good messages on and keeps the bad ones; returns when both are written.
 *
 * Nothing is kept as rejected before the good ones are committed: an overloaded request comes again as a whole.
 *
 * @throws {Overloaded} {Unavailable} when nothing, or not everything, is written; the same request may come again
 */
export async function takeMessages(
  ports: { readonly intake: Intake; readonly rejected: RejectedMessages },
  delivery: Delivery,
  letters: readonly Letter[],
): Promise<Receipt> {
  const { bytes, receivedAt, sender } = delivery
  const good: { readonly letter: Letter; readonly incoming: Incoming }[] = []
  const bad: { readonly letter: Letter; readonly rejection: Rejection }[] = []
  for (const letter of letters) {
    if ('taken' in letter.reading) good.push({ letter, incoming: letter.reading.taken })
    else bad.push({ letter, rejection: letter.reading.rejected })
  }
  const refused = good.length === 0 ? [] : await submit(ports.intake, good, bytes)
  const all = [...bad, ...refused]
  const rows = all.map(({ letter, rejection }) => ({
    source: sender.id,
    receivedAt,
    rejection,
    message: showMessage(letter.raw),
  }))
  if (rows.length > 0) await orUnavailable(ports.rejected.keep(rows))
  return { accepted: good.length - refused.length, rejections: all.map(({ rejection }) => rejection) }
}

async function submit(
  intake: Intake,
  good: readonly { readonly letter: Letter; readonly incoming: Incoming }[],
  bytes: number,
) {
  const answer = await intake.submit(
    good.map(({ incoming }) => incoming),
    bytes,
  )
  if (answer.outcome === 'overloaded') throw new Overloaded(answer.retryAfterSeconds)
  if (answer.outcome === 'unavailable') throw new Unavailable()
  return answer.rejected.flatMap(({ index, rejection }) => {
    const letter = good[index]?.letter
    return letter === undefined
      ? []
      : [{ letter, rejection: { ...rejection, place: within(letter.place, rejection.place) } }]
  })
}

/** Whatever keeps the database from answering, the sender should try again. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new Unavailable({ cause })
  }
}
