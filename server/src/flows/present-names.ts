import { type StageNames, stageNames } from '../domain/lifecycle/stage-names.ts'
import type { Ripen } from './ripen.ts'

/** What stages are called in the version in force. */
export async function presentNames(ripen: Ripen): Promise<StageNames> {
  const head = await ripen.programs.head(ripen.db.pool)
  return head === null ? (stage) => stage : stageNames(head.document)
}
