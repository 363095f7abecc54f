import { rm } from 'node:fs/promises'
import { DAY } from '../domain/duration.ts'
import { removeOldAttempts } from '../features/attempts/attempts.ts'
import { dropUnstarted } from '../features/bulk/bulk-actions.ts'
import { pruneAnswers } from '../features/idempotency/kept-answers.ts'
import { takeOldFiles } from '../features/imports/import-files.ts'
import { pruneRejected } from '../features/rejected-messages/keep-rejected.ts'
import { removeEndedSessions } from '../features/sessions/sessions.ts'
import { importFiles } from '../integrations/tables/import-files.ts'
import { tidyHistories } from './keep-histories.ts'
import type { Ripen } from './ripen.ts'

/** Uploads that nobody imported are kept as long. */
const UPLOADS_KEPT = 7 * DAY

/** What was foreseen for many contacts and never started. */
const FORESIGHT_KEPT = DAY

/** Lets go of what is kept for a time only: rejected messages, answers to repeated requests, sessions that ended, uploads, histories. */
export async function cleanUp(ripen: Ripen, dataDir: string): Promise<void> {
  const now = ripen.now()
  await pruneRejected(ripen.db.pool, now)
  await pruneAnswers(ripen.db.pool, now)
  await removeEndedSessions(ripen.db.pool, now)
  await dropUnstarted(ripen.db.pool, now - FORESIGHT_KEPT)
  await removeOldAttempts(ripen.db.pool, now - DAY)
  const { upload } = importFiles(dataDir)
  for (const id of await takeOldFiles(ripen.db.pool, now - UPLOADS_KEPT)) await rm(upload(id), { force: true })
  await tidyHistories(ripen, dataDir)
}
