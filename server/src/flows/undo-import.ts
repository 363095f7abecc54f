import { transaction } from '../db/transaction.ts'
import { AppError } from '../domain/app-error.ts'
import type { Actor } from '../domain/facts.ts'
import { audit } from '../features/audit/audit.ts'
import { releaseIdentities } from '../features/identities/release-identities.ts'
import { holdImport } from '../features/imports/hold-import.ts'
import { findImport } from '../features/imports/import-rows.ts'
import {
  countUndo,
  finishUndo,
  gatherUndo,
  listMerges,
  listUndo,
  listUndoing,
  noteUndo,
} from '../features/imports/undo-rows.ts'
import { undoMerge } from './merge-contacts.ts'
import type { Ripen } from './ripen.ts'
import { undoOfAccount } from './undo-account.ts'
import { undoOfContacts } from './undo-contacts.ts'

/** Contacts taken in one transaction. */
const PAGE = 200

export interface UndoOptions {
  readonly onProgress?: (done: number, total: number) => void
  /** Ends behind the page at work; the rest is done by whoever goes on. */
  readonly stop?: AbortSignal | undefined
}

export type UndoRequested = 'begun' | 'goes_on' | 'already' | 'running' | 'unknown'

/** Asks for an import to be undone: from then on whoever runs `undoImport` brings it to its end. */
export async function requestUndo(ripen: Ripen, id: string, by: Actor): Promise<UndoRequested> {
  const row = await findImport(ripen.db.pool, id)
  if (row === null) return 'unknown'
  if (row.state === 'undone') return 'already'
  if (row.state === 'undoing') return 'goes_on'
  const held = await holdImport(ripen.db.pool, id)
  if (held === null) return 'running'
  try {
    const begun = await transaction(ripen.db, async (client) => {
      const noted = await noteUndo(client, id, by)
      if (noted) await audit(client, { by, action: 'import.undone', id, name: row.fileName }, ripen.now())
      return noted
    })
    return begun ? 'begun' : 'goes_on'
  } finally {
    await held.release()
  }
}

/**
 * Takes all that an import brought out of the histories again, as if it had never come, page by page while others go on writing; one that
 * was stopped goes on where it was. @returns false where another process is at it, or it was stopped.
 */
export async function undoImport(ripen: Ripen, id: string, options: UndoOptions = {}): Promise<boolean> {
  const held = await holdImport(ripen.db.pool, id)
  if (held === null) return false
  try {
    const row = await findImport(ripen.db.pool, id)
    if (row?.state !== 'undoing') return row?.state === 'undone'
    await transaction(ripen.db, (client) => gatherUndo(client, id), { unlimited: true })
    for (const { survivor, other } of await listMerges(ripen.db.pool, id))
      await undoMerge(ripen, { survivor, other, by: 'system' })
    return await takeOut(ripen, id, options)
  } finally {
    await held.release()
  }
}

async function takeOut(ripen: Ripen, id: string, { onProgress, stop }: UndoOptions): Promise<boolean> {
  const { pool } = ripen.db
  const count = () => countUndo(pool, id)
  let [done, total] = [0, await count()]
  const tell = async (more: number) => {
    done += more
    // People of accounts are added on the way.
    if (done > total) total = done + (await count())
    onProgress?.(done, total)
  }
  for (const kind of ['account', 'contact', 'member'] as const) {
    const page = kind === 'account' ? 1 : PAGE
    for (
      let rows = await listUndo(pool, id, kind, page);
      rows.length > 0;
      rows = await listUndo(pool, id, kind, page)
    ) {
      if (stop?.aborted === true) return false
      if (kind === 'account') await undoOfAccount(ripen, id, rows[0] ?? '')
      else await undoOfContacts(ripen, id, rows)
      await tell(rows.length)
    }
  }
  await transaction(
    ripen.db,
    async (client) => {
      // Names that were given to nobody's history: by rows that were not taken.
      await releaseIdentities(client, id)
      await finishUndo(client, id, ripen.now())
    },
    { unlimited: true },
  )
  return true
}

/** Goes on with imports that are being undone and at which nobody is. @returns how many were brought to their end. */
export async function undoImports(ripen: Ripen, stop?: AbortSignal): Promise<number> {
  let finished = 0
  for (const id of await listUndoing(ripen.db.pool)) if (await undoImport(ripen, id, { stop })) finished += 1
  return finished
}

/** What asking for an undo was answered, where it was refused. */
export function undoRefused(id: string, requested: UndoRequested): AppError | null {
  if (requested === 'unknown') return new AppError('not_found', `There is no import ${id}.`)
  if (requested === 'running')
    return new AppError('conflict', 'The file is still being imported. Stop that first, or wait for its end.')
  return requested === 'already' ? new AppError('conflict', 'This import was undone before.') : null
}
