import { z } from 'zod'
import { message } from '../message.ts'
import { bindEvidence } from './bind-evidence.ts'
import { type ConditionSettings, conditionSettings } from './condition.ts'
import type { Criterion } from './criterion.ts'
import { checkEvidence, evidenceSays, evidenceSettings, matchOf } from './evidence.ts'

const settings = z.union([
  z.string().min(1).describe('the path of a page; a * at its end stands for any rest'),
  z.strictObject({ path: conditionSettings.optional().describe('a condition on the path'), ...evidenceSettings }),
])
type Settings = z.infer<typeof settings>

/** `/pricing` means the page with or without a slash at its end; `/docs/*` all that begins with `/docs/`. */
function pathCondition(path: string): ConditionSettings {
  if (path.endsWith('*')) return path.length === 1 ? { exists: true } : { starts: path.slice(0, -1) }
  return path.endsWith('/') ? path : { any_of: [path, `${path}/`] }
}

function evidenceOf(given: Settings) {
  if (typeof given === 'string') return { where: { path: pathCondition(given) } }
  const { path, ...evidence } = given
  if (path === undefined) return evidence
  return { ...evidence, where: { ...evidence.where, path: typeof path === 'string' ? pathCondition(path) : path } }
}

/** The contact viewed a page or a screen: `{ page: /pricing }`. */
export const page: Criterion<Settings> = {
  kind: 'page',
  key: 'page',
  settings,
  check: (given, names) =>
    checkEvidence(evidenceOf(given), names).map((fault) =>
      fault.path[1] === 'path' ? { ...fault, path: fault.path.slice(1) } : fault,
    ),
  bind(given, binder) {
    const evidence = evidenceOf(given)
    return bindEvidence(evidence, matchOf(evidence, { kinds: ['page', 'screen'] }), binder)
  },
  says(given) {
    if (typeof given === 'string') return message('criteria.page', { page: given })
    const { path, ...evidence } = given
    return message('criteria.page', {
      ...evidenceSays(evidence),
      ...(path === undefined ? {} : typeof path === 'string' ? { page: path } : evidenceSays({ where: { path } })),
    })
  },
}
