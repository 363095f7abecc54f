import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { findHeadVersion } from '../features/lifecycle/versions.ts'
import { publishLifecycle } from './publish-lifecycle.ts'
import type { Ripen } from './ripen.ts'

/** What a new Ripen begins with. */
const FIRST_PRESET = 'b2b'

/** Publishes the first version where there is none, so that events have a lifecycle to be judged by. */
export async function beginLifecycle(ripen: Ripen): Promise<void> {
  if ((await findHeadVersion(ripen.db.pool)) !== null) return
  const preset = findPreset(FIRST_PRESET)
  if (preset === null) throw new Error(`There is no preset ${FIRST_PRESET}.`)
  const message = `The preset ${preset.key}, to begin with`
  const done = await publishLifecycle(ripen, { document: preset.document, parent: null, message, by: 'system' })
  // A conflict is another process that was first.
  if (done.outcome === 'faults')
    throw new Error(`The preset ${preset.key} is not valid: ${JSON.stringify(done.faults[0])}`)
}
