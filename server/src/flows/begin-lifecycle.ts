import { transaction } from '../db/transaction.ts'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { beginRefold } from '../features/contacts/refold-progress.ts'
import { findHeadVersion, findVersion, saveStateKey, takeLifecycle } from '../features/lifecycle/versions.ts'
import { publishLifecycle } from './publish-lifecycle.ts'
import type { Ripen } from './ripen.ts'

/** What a new Ripen begins with. */
const FIRST_PRESET = 'b2b'

/**
 * Publishes the first version where there is none, so that events have a lifecycle to be judged by. Where another Ripen saved the states of
 * contacts, which kept other things of their histories, they are folded anew while Ripen runs.
 */
export async function beginLifecycle(ripen: Ripen): Promise<void> {
  if ((await findHeadVersion(ripen.db.pool)) !== null) return renewStates(ripen)
  const preset = findPreset(FIRST_PRESET)
  if (preset === null) throw new Error(`There is no preset ${FIRST_PRESET}.`)
  const message = `The preset ${preset.key}, to begin with`
  const done = await publishLifecycle(ripen, { document: preset.document, parent: null, message, by: 'system' })
  // A conflict is another process that was first.
  if (done.outcome === 'faults')
    throw new Error(`The preset ${preset.key} is not valid: ${JSON.stringify(done.faults[0])}`)
}

async function renewStates(ripen: Ripen): Promise<void> {
  const program = await ripen.programs.head(ripen.db.pool)
  if (program === null) return
  await transaction(ripen.db, async (client) => {
    await takeLifecycle(client)
    const saved = await findVersion(client, program.version)
    if (saved === null || saved.stateKey === program.stateKey) return
    await saveStateKey(client, program.version, program.stateKey)
    await beginRefold(client, program.version, ripen.now(), true)
  })
}
