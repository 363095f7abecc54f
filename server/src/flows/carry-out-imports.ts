import { rm } from 'node:fs/promises'
import { AppError } from '../domain/app-error.ts'
import { holdImport } from '../features/imports/hold-import.ts'
import { deleteFile } from '../features/imports/import-files.ts'
import { findImport, listRunning } from '../features/imports/import-rows.ts'
import type { Ripen } from './ripen.ts'
import { runImport } from './run-import.ts'

/** Carries out the imports of uploaded files that wait, or that a process left when it ended. @returns how many came to their end. */
export async function carryOutImports(ripen: Ripen, stop: AbortSignal): Promise<number> {
  let done = 0
  for (const id of await listRunning(ripen.db.pool)) {
    if (stop.aborted) break
    if (await carryOut(ripen, id, stop)) done += 1
  }
  return done
}

async function carryOut(ripen: Ripen, id: string, stop: AbortSignal): Promise<boolean> {
  const held = await holdImport(ripen.db.pool, id)
  if (held === null) return false
  try {
    const row = await findImport(ripen.db.pool, id)
    if (row?.state !== 'running') return false
    const { finished } = await runImport(ripen, row, { stop })
    if (!finished) return false
    await rm(row.path, { force: true })
    const file = fileOf(row.path)
    if (file !== null) await deleteFile(ripen.db.pool, file)
    return true
  } catch (error) {
    // What an import says of its file is told there; anything else is a fault.
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error
    return true
  } finally {
    await held.release()
  }
}

/** The upload that lies at a path. */
function fileOf(path: string): string | null {
  return /([0-9a-f-]{36})\.upload$/.exec(path)?.[1] ?? null
}
