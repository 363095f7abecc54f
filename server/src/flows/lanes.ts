import { setTimeout as sleep } from 'node:timers/promises'
import { bucketOf } from '../domain/ids.ts'
import type { Entry, EntryOutcome } from './entry.ts'
import { GroupCommit } from './group-commit.ts'
import { laneNumber } from './lane-number.ts'
import { processEvents } from './process-events.ts'
import type { Ripen } from './ripen.ts'

export interface Lanes {
  /** Writes entries, each in its contact's lane. Null: the database did not answer, and it is safe to send the message again. */
  write(entries: readonly Entry[]): Promise<readonly (EntryOutcome | null)[]>
}

/** Most entries in one transaction. */
const GROUP = 1000
/** How often a group is tried again when the connection broke. */
const RETRIES = 3

/**
 * Lanes of writers: a contact's bucket gives its lane, and a lane has one transaction in flight.
 *
 * @param options.apart what is written at once is one transaction of each lane, with nothing else in it (default: as many as are good for speed)
 */
export function createLanes(ripen: Ripen, count: number, { apart = false }: { apart?: boolean } = {}): Lanes {
  const lanes = Array.from(
    { length: count },
    (_, lane) =>
      new GroupCommit<Entry, EntryOutcome | null>(apart ? 0 : GROUP, (entries) =>
        writeGroup(ripen, entries, laneNumber(lane)),
      ),
  )
  return {
    async write(entries) {
      const outcomes: (EntryOutcome | null)[] = new Array(entries.length).fill(null)
      const shares: { entries: Entry[]; places: number[] }[] = lanes.map(() => ({ entries: [], places: [] }))
      for (const [place, entry] of entries.entries()) {
        const share = shares[bucketOf(entry.contact) % count]
        share?.entries.push(entry)
        share?.places.push(place)
      }
      await Promise.all(
        shares.flatMap((share, lane) =>
          slices(share.entries, apart ? entries.length : GROUP).map(async (slice, number) => {
            const written = (await lanes[lane]?.add(slice)) ?? []
            for (const [index, outcome] of written.entries())
              outcomes[share.places[number * GROUP + index] ?? 0] = outcome
          }),
        ),
      )
      return outcomes
    },
  }
}

function slices<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

/** Writes a group; one that fails for what is in it is halved until the bad entry stands alone, and the rest goes in. */
async function writeGroup(
  ripen: Ripen,
  entries: readonly Entry[],
  lane: number,
): Promise<readonly (EntryOutcome | null)[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await processEvents(ripen, entries, lane)
    } catch (error) {
      if (!isDataError(error)) {
        if (attempt <= RETRIES && isConnectionError(error)) {
          await sleep(100 * attempt)
          continue
        }
        ripen.log.error(error, 'A group of events could not be written')
        return entries.map(() => null)
      }
      if (entries.length === 1) return [rejected(ripen, error)]
      const half = Math.ceil(entries.length / 2)
      return [
        ...(await writeGroup(ripen, entries.slice(0, half), lane)),
        ...(await writeGroup(ripen, entries.slice(half), lane)),
      ]
    }
  }
}

function rejected(ripen: Ripen, error: unknown): EntryOutcome {
  ripen.log.error(error, 'A message could not be written')
  return {
    outcome: 'rejected',
    rejection: {
      reason: 'failed',
      place: '',
      detail: 'The message could not be written; the log of this server says why.',
    },
  }
}

/** The SQLSTATE of a failure, its own or that of what caused it. */
function codeOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  return ''
}

const UNAVAILABLE = /^(08|57|53|25006|40|55)|^E(CONN|PIPE|TIMEDOUT|HOST)/

/** The connection, the server or the pool is the trouble, or another transaction is in the way: the same messages may well go in later. */
function isConnectionError(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause.name === 'CommitUnknown' || /connect|terminat|time-?out/i.test(cause.message)) return true
  return UNAVAILABLE.test(codeOf(error))
}

/**
 * Failures that lie in what is written: values that the database refuses (SQLSTATE classes 22, 23 and 54), or that our own code cannot take,
 * which has no SQLSTATE. Anything else says nothing of the messages, so they are asked for again.
 */
function isDataError(error: unknown): boolean {
  const code = codeOf(error)
  return !isConnectionError(error) && (code === '' || /^(22|23|54)/.test(code))
}
