import type { Incoming, Rejection } from '../domain/incoming.ts'
import { claimMessages } from './claim-messages.ts'
import type { Entry, EntryOutcome } from './entry.ts'
import { GroupCommit } from './group-commit.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { mergeContacts } from './merge-contacts.ts'
import type { Ripen } from './ripen.ts'

export type SubmitOutcome =
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
  const claims = new GroupCommit<Incoming, readonly Entry[]>(CLAIM_GROUP, (messages) => claimAndMerge(ripen, messages))
  const most = options.mostQueuedBytes ?? MOST_QUEUED_BYTES
  let queued = 0
  const running = new Set<Promise<unknown>>()

  const write = async (messages: readonly Incoming[]): Promise<SubmitOutcome> => {
    const claimed = await Promise.allSettled(messages.map((message) => claims.add(message)))
    if (claimed.some(({ status }) => status === 'rejected')) {
      const [failure] = claimed.filter((one) => one.status === 'rejected')
      ripen.log.error(failure?.reason, 'Identities could not be claimed')
      return { outcome: 'unavailable' }
    }
    const outcomes = await Promise.all(claimed.map((one) => (one.status === 'fulfilled' ? writeEntries(lanes, one.value) : null)))
    if (outcomes.includes(null)) return { outcome: 'unavailable' }
    return {
      outcome: 'committed',
      rejected: outcomes.flatMap((one, index) => (one?.outcome === 'rejected' ? [{ index, rejection: one.rejection }] : [])),
      duplicates: outcomes.filter((one) => one?.outcome === 'duplicate').length,
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

async function claimAndMerge(ripen: Ripen, messages: readonly Incoming[]): Promise<readonly (readonly Entry[])[]> {
  const { entries, merges } = await claimMessages(ripen, messages)
  for (const { survivor, other } of merges) await mergeContacts(ripen, { survivor, other, by: 'system' })
  return entries
}

/** A message counts as written when all its entries are. Null: the database did not answer. */
async function writeEntries(lanes: Lanes, entries: readonly Entry[]): Promise<EntryOutcome | null> {
  const outcomes = await Promise.all(entries.map((entry) => lanes.write(entry)))
  if (outcomes.includes(null)) return null
  return outcomes.find((one) => one?.outcome === 'rejected') ?? outcomes[0] ?? null
}
