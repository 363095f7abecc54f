import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tx } from '../db/transaction.ts'
import { contactsOf } from '../domain/columnar/snapshot.ts'
import { DAY } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import { areHistoriesValid, noteKeptHistories } from '../features/what-if/kept-histories.ts'
import type { KeptSnapshot } from './build-snapshot.ts'
import { UNFINISHED, UnusableFile } from './histories-format.ts'
import { openHistories } from './read-histories.ts'
import type { Ripen } from './ripen.ts'
import { writeHistories } from './write-histories.ts'

/** A file that nobody wrote for so long is let go of, and made anew when it is asked for. */
const KEPT = 30 * DAY
/** A file that is still being written is younger. */
const BEING_WRITTEN = DAY

function folderOf(dataDir: string): string {
  return join(dataDir, 'histories')
}

function pathOf(dataDir: string): string {
  return join(folderOf(dataDir), 'everybody.columns')
}

/**
 * The histories that a process before this one kept in the data folder; null where there are none of this database, or none that can be used.
 * @param client sees the database as the what-if does
 */
export async function loadHistories(
  { log, dataDir }: Pick<Ripen, 'log' | 'dataDir'>,
  client: Tx,
): Promise<KeptSnapshot | null> {
  if (dataDir === undefined) return null
  try {
    const found = await openHistories(pathOf(dataDir))
    if (found === null) return null
    try {
      return (await areHistoriesValid(client, found.id)) ? await found.load() : null
    } finally {
      await found.close()
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    log.warn(`The histories kept in ${pathOf(dataDir)} are gathered anew: ${reason}.`)
    return null
  }
}

/** Keeps histories in the data folder for later processes. Where that fails, only the time is lost that it takes to gather them again. */
export async function storeHistories(
  { db, log, dataDir, now }: Pick<Ripen, 'db' | 'log' | 'dataDir' | 'now'>,
  kept: KeptSnapshot,
  { id, madeAt }: { readonly id: string; readonly madeAt: Time },
): Promise<void> {
  if (dataDir === undefined) return
  const path = pathOf(dataDir)
  try {
    await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 })
    await removeUnfinished(dataDir, now())
    // Noted first: a file without its note is of no use, a note without its file does no harm.
    await noteKeptHistories(db.pool, { id, madeAt, before: madeAt - KEPT })
    const bytes = await writeHistories(path, id, kept)
    const [contacts, events] = [contactsOf(kept.snapshot), kept.snapshot.at.length]
    log.info({ path, bytes, contacts, events }, 'Histories are kept for what-ifs')
  } catch (error) {
    log.warn(error, `The histories cannot be kept in ${path}; the next process gathers them again.`)
  }
}

/** Lets go of what is of no use any more: files of other databases, of people who were erased, of another version, and half ones. */
export async function tidyHistories({ db, now }: Pick<Ripen, 'db' | 'now'>, dataDir: string): Promise<void> {
  await removeUnfinished(dataDir, now())
  const path = pathOf(dataDir)
  try {
    const found = await openHistories(path)
    if (found === null) return
    await found.close()
    if (await areHistoriesValid(db.pool, found.id)) return
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error
  }
  await rm(path, { force: true })
}

async function removeUnfinished(dataDir: string, now: Time): Promise<void> {
  const names = await readdir(folderOf(dataDir)).catch(() => [])
  for (const name of names.filter((one) => one.endsWith(UNFINISHED))) {
    const path = join(folderOf(dataDir), name)
    const found = await stat(path).catch(() => null)
    if (found !== null && found.mtimeMs < now - BEING_WRITTEN) await rm(path, { force: true })
  }
}
