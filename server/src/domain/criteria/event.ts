import { z } from 'zod'
import { message } from '../message.ts'
import { bindEvidence } from './bind-evidence.ts'
import type { Criterion } from './criterion.ts'
import { checkEvidence, evidenceSays, evidenceSettings, matchOf } from './evidence.ts'

const name = z.string().min(1).max(200)
const settings = z.union([
  name,
  z.array(name).min(1),
  z.strictObject({ event: name, ...evidenceSettings }),
  z.strictObject({ any_of: z.array(name).min(1), ...evidenceSettings }),
])
type Settings = z.infer<typeof settings>

function parts(given: Settings) {
  if (typeof given === 'string') return { names: [given], evidence: {} }
  if (Array.isArray(given)) return { names: given, evidence: {} }
  if ('event' in given) {
    const { event, ...evidence } = given
    return { names: [event], evidence }
  }
  const { any_of, ...evidence } = given
  return { names: any_of, evidence }
}

/** The contact did something that has a name: `{ did: Content Downloaded }`. */
export const event: Criterion<Settings> = {
  kind: 'event',
  key: 'did',
  settings,
  check: (given, names) => checkEvidence(parts(given).evidence, names),
  bind(given, binder) {
    const { names, evidence } = parts(given)
    return bindEvidence(evidence, matchOf(evidence, { kinds: ['track', 'communication'], names }), binder)
  },
  says(given) {
    const { names, evidence } = parts(given)
    return message('criteria.event', { ...evidenceSays(evidence), names })
  },
}
