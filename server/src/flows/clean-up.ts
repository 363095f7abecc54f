import { pruneAnswers } from '../features/idempotency/kept-answers.ts'
import { pruneRejected } from '../features/rejected-messages/keep-rejected.ts'
import type { Ripen } from './ripen.ts'

/** Lets go of what is kept for a time only: rejected messages and answers to repeated requests. */
export async function cleanUp(ripen: Ripen): Promise<void> {
  const now = ripen.now()
  await pruneRejected(ripen.db.pool, now)
  await pruneAnswers(ripen.db.pool, now)
}
