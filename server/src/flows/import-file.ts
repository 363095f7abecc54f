import { stat } from 'node:fs/promises'
import { newId } from '../db/new-id.ts'
import { transaction } from '../db/transaction.ts'
import { AppError } from '../domain/app-error.ts'
import type { Actor } from '../domain/facts.ts'
import { audit } from '../features/audit/audit.ts'
import { holdImport } from '../features/imports/hold-import.ts'
import {
  findImport,
  findUnfinished,
  type ImportRow,
  insertImport,
  resumeImport,
} from '../features/imports/import-rows.ts'
import { fingerprintOf, type ImportReading, prepareImport } from './prepare-import.ts'
import type { Ripen } from './ripen.ts'
import { type ImportResult, type RunOptions, runImport } from './run-import.ts'

export interface ImportFileOptions extends RunOptions {
  readonly path: string
  readonly fileName: string
  /** As YAML; null: the ready mapping that the headers ask for. */
  readonly mapping: string | null
  readonly reading: ImportReading
  readonly actor: Actor
  /** Where rows that are not taken are written, of the import with this id. */
  rejectsPath(id: string): string
}

/**
 * Imports a file that lies on this machine. One that was begun and did not come to its end goes on; one that is done is read again,
 * and brings what is new in it.
 *
 * @throws {MappingFaults} where the mapping does not fit.
 */
export async function importFile(ripen: Ripen, options: ImportFileOptions): Promise<ImportResult> {
  const row = await beginImport(ripen, options, 'command')
  const held = await holdImport(ripen.db.pool, row.id)
  if (held === null) throw new AppError('conflict', 'This file is being imported already.')
  try {
    // Another run may have come to the end meanwhile.
    return await runImport(ripen, (await findImport(ripen.db.pool, row.id)) ?? row, options)
  } finally {
    await held.release()
  }
}

/** Notes an import down, to be carried out; finds the unfinished one of the same file. */
export async function beginImport(
  ripen: Ripen,
  { path, fileName, mapping, reading, actor, rejectsPath }: Omit<ImportFileOptions, 'onProgress' | 'stop'>,
  runBy: ImportRow['runBy'],
): Promise<ImportRow> {
  const now = ripen.now()
  const id = newId(now)
  const prepared = await prepareImport(ripen, { path, mapping, reading, source: id, receivedAt: now })
  const fingerprint = await fingerprintOf(path, prepared.mappingText, reading)
  const begun = await findUnfinished(ripen.db.pool, fingerprint, runBy)
  if (begun !== null) {
    await resumeImport(ripen.db.pool, begun.id, rejectsPath(begun.id))
    return { ...begun, state: 'running', rejects: begun.rejects ?? rejectsPath(begun.id) }
  }
  const { size } = await stat(path)
  const importRow = {
    id,
    fileName,
    path,
    fingerprint,
    mapping: prepared.mappingText,
    reading: { ...reading },
    runBy,
    bytes: size,
    rejects: rejectsPath(id),
    actor,
    startedAt: now,
  }
  await transaction(ripen.db, async (client) => {
    await insertImport(client, importRow)
    const after = { bytes: size, mapping: prepared.mapping.name }
    await audit(client, { by: actor, action: 'import.started', id, name: fileName, after }, now)
  })
  const row = await findImport(ripen.db.pool, id)
  if (row === null) throw new Error(`The import ${id} was not kept.`)
  return row
}
