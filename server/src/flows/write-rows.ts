import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../domain/app-error.ts'
import type { ReadRow } from '../domain/imports/bind-mapping.ts'
import { type ContactRef, saveContactRefs } from '../features/identities/external-refs.ts'
import { claimMessages } from './claim-messages.ts'
import type { Entry, EntryOutcome } from './entry.ts'
import { KnownIdentities } from './known-identities.ts'
import { createLanes } from './lanes.ts'
import { mergeContacts } from './merge-contacts.ts'
import type { Ripen } from './ripen.ts'

export type TakenRow = Extract<ReadRow, { messages: unknown }>
export type RowOutcome =
  | { readonly outcome: 'imported' | 'duplicate' }
  | { readonly outcome: 'rejected'; readonly detail: string }

/** Writers at work at once. */
const LANES = 2
/** How often what the database did not take is tried again. */
const TRIES = 5

class NotWritten extends AppError {
  override name = 'NotWritten'
  constructor() {
    super('unavailable', 'The database does not answer. What was written stays; run the import again, and it goes on.')
  }
}

export interface RowWriter {
  /** Writes the rows of one group; those of the next may be handed over meanwhile, and stay behind them. */
  write(rows: readonly TakenRow[]): Promise<readonly RowOutcome[]>
}

/** Writes rows of a file into histories, by the same way as every message: claimed first, then walked and appended in lanes. */
export function createRowWriter(ripen: Ripen, system: string, imported: string): RowWriter {
  // What is decided about somebody of whom two rows tell is the same in every run only where the transactions are.
  const lanes = createLanes(ripen, LANES, { apart: true })
  const known = new KnownIdentities(imported)
  let claims: Promise<unknown> = Promise.resolve()

  const claim = async (rows: readonly TakenRow[]): Promise<readonly (readonly (readonly Entry[])[])[]> => {
    const messages = rows.flatMap((row) => row.messages)
    const { entries, merges } = await claimMessages(ripen, messages, known)
    for (const merge of merges) await mergeContacts(ripen, { ...merge, by: 'system' })
    let next = 0
    const byRow = rows.map((row) => row.messages.map(() => entries[next++] ?? []))
    await saveContactRefs(
      ripen.db.pool,
      rows.flatMap(({ refs }, index): readonly ContactRef[] => {
        const contact = byRow[index]?.[0]?.[0]?.contact
        return contact === undefined ? [] : refs.map(({ object, id }) => ({ system, object, id, contact }))
      }),
    )
    return byRow
  }

  return {
    async write(rows) {
      // Whom rows are about is settled in the order of the file.
      const claiming = claims.then(() => claim(rows))
      claims = claiming.catch(() => {})
      const byRow = await claiming
      const outcomes = await writeAll(lanes, byRow.flat(2))
      let next = 0
      return byRow.map((messages) => outcomeOf(messages.map((entries) => entries.map(() => outcomes[next++] ?? null))))
    },
  }
}

async function writeAll(
  lanes: ReturnType<typeof createLanes>,
  entries: readonly Entry[],
): Promise<readonly (EntryOutcome | null)[]> {
  for (let attempt = 1; ; attempt++) {
    const outcomes = await lanes.write(entries)
    if (!outcomes.includes(null)) return outcomes
    if (attempt >= TRIES) throw new NotWritten()
    await sleep(500 * attempt)
  }
}

/** A row brought something when one of its messages did. */
function outcomeOf(messages: readonly (readonly (EntryOutcome | null)[])[]): RowOutcome {
  for (const outcomes of messages)
    for (const outcome of outcomes)
      if (outcome?.outcome === 'rejected') return { outcome: 'rejected', detail: outcome.rejection.detail }
  const fresh = messages.some((outcomes) => outcomes[0]?.outcome === 'processed')
  return { outcome: fresh ? 'imported' : 'duplicate' }
}
