import type { Incoming, Rejection } from '../domain/incoming.ts'
import { claimMessages } from './claim-messages.ts'
import type { Entry } from './entry.ts'
import { GroupCommit } from './group-commit.ts'
import { KnownIdentities } from './known-identities.ts'
import { createLanes } from './lanes.ts'
import { mergeContacts } from './merge-contacts.ts'
import { MovesWatch } from './moves-watch.ts'
import type { Ripen } from './ripen.ts'

type SubmitOutcome =
  | { outcome: 'committed'; rejected: readonly { index: number; rejection: Rejection }[]; duplicates: number }
  | { outcome: 'overloaded'; retryAfterSeconds: number }
  | { outcome: 'unavailable' }

export interface RunningIntake {
  /** Takes messages into histories; `committed` means that they are kept for good. */
  submit(messages: readonly Incoming[], bytes: number): Promise<SubmitOutcome>
  /** Bytes that wait to be written. */
  queuedBytes(): number
  /** Waits until all that was accepted is written. */
  drain(): Promise<void>
}

/** Most bytes that wait to be written; beyond it senders are asked to come again. */
const MOST_QUEUED_BYTES = 64 * 1024 * 1024
const RETRY_AFTER_SECONDS = 2
/** Most messages whose identities are claimed at once. */
const CLAIM_GROUP = 2000

export interface IntakeOptions {
  /** Writers at work at once, each with a transaction of its own (default: 2). */
  readonly lanes?: number
  readonly mostQueuedBytes?: number
}

/** Takes messages in: claims whom they are about, then hands each to its contact's lane; groups are what arrived while the last was written. */
export function createIntake(ripen: Ripen, options: IntakeOptions = {}): RunningIntake {
  const lanes = createLanes(ripen, options.lanes ?? 2)
  const known = new KnownIdentities()
  const moves = new MovesWatch(ripen, known)
  const claims = new GroupCommit<Incoming, readonly Entry[]>(CLAIM_GROUP, async (messages) => {
    await moves.look()
    return claimAndMerge(ripen, messages, known)
  })
  const most = options.mostQueuedBytes ?? MOST_QUEUED_BYTES
  let queued = 0
  const running = new Set<Promise<unknown>>()

  const write = async (messages: readonly Incoming[]): Promise<SubmitOutcome> => {
    const claimed = await claims.add(messages).catch((error: unknown) => {
      ripen.log.error(error, 'Identities could not be claimed')
      return null
    })
    if (claimed === null) return { outcome: 'unavailable' }
    const owners = claimed.flatMap((entries, index) => entries.map(() => index))
    const outcomes = await lanes.write(claimed.flat())
    if (outcomes.includes(null)) return { outcome: 'unavailable' }
    // A message counts as written when all its entries are.
    const rejected = new Map<number, Rejection>()
    const duplicates = new Set<number>()
    for (const [place, outcome] of outcomes.entries()) {
      const index = owners[place] ?? 0
      if (outcome?.outcome === 'rejected') rejected.set(index, outcome.rejection)
      if (outcome?.outcome === 'duplicate' && owners[place - 1] !== index) duplicates.add(index)
    }
    return {
      outcome: 'committed',
      rejected: [...rejected].map(([index, rejection]) => ({ index, rejection })),
      duplicates: duplicates.size,
    }
  }

  return {
    async submit(messages, bytes) {
      if (messages.length === 0) return { outcome: 'committed', rejected: [], duplicates: 0 }
      if (queued > 0 && queued + bytes > most) return { outcome: 'overloaded', retryAfterSeconds: RETRY_AFTER_SECONDS }
      queued += bytes
      const writing = write(messages)
      running.add(writing)
      try {
        return await writing
      } finally {
        queued -= bytes
        running.delete(writing)
      }
    },
    queuedBytes: () => queued,
    async drain() {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}

async function claimAndMerge(
  ripen: Ripen,
  messages: readonly Incoming[],
  known: KnownIdentities,
): Promise<readonly (readonly Entry[])[]> {
  const { entries, merges } = await claimMessages(ripen, messages, known)
  for (const merge of merges) await mergeContacts(ripen, { ...merge, by: 'system' })
  return entries
}
