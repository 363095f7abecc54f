import { z } from 'zod'
import type { Json } from '../json.ts'
import { message } from '../message.ts'
import { bindEvidence } from './bind-evidence.ts'
import type { Criterion } from './criterion.ts'
import { checkEvidence, evidenceSays, evidenceSettings, matchOf } from './evidence.ts'
import { gaveSettings } from './gave.ts'

const point = z.string().min(1).max(200)
const settings = z.union([
  z.literal(true).describe('any conversion'),
  point.describe('the key of a conversion point, or `any`'),
  z.array(point).min(1).describe('one of these conversion points'),
  z.strictObject({
    point: z
      .union([point, z.array(point).min(1)])
      .optional()
      .describe('the conversion point, or several'),
    offer: z
      .enum(['top', 'middle', 'bottom'])
      .optional()
      .describe('how near to buying the offer is; bottom is a hand-raise'),
    gives: gaveSettings.optional().describe('the fields that were given'),
    ...evidenceSettings,
  }),
])
type Settings = z.infer<typeof settings>

function parts(given: Settings) {
  if (given === true || given === 'any') return { names: null, evidence: {} }
  if (typeof given === 'string') return { names: [given], evidence: {} }
  if (Array.isArray(given)) return { names: given, evidence: {} }
  const { point: named, offer, gives, ...evidence } = given
  return { names: typeof named === 'string' ? [named] : (named ?? null), offer, gives, evidence }
}

/** The contact gave its details at a conversion point: `{ converted: { offer: bottom } }`. */
export const converted: Criterion<Settings> = {
  kind: 'converted',
  key: 'converted',
  settings,
  check: (given, names) => checkEvidence(parts(given).evidence, names),
  bind(given, binder) {
    const { names, offer, gives, evidence } = parts(given)
    const match = matchOf(evidence, {
      kinds: ['conversion'],
      names,
      offer: offer === undefined ? null : { level: offer, points: binder.pointsOf(offer) },
      gave: gives === undefined ? null : { wanted: gives as Json, points: binder.pointFields },
    })
    return bindEvidence(evidence, match, binder)
  },
  says(given) {
    const { names, offer, gives, evidence } = parts(given)
    return message('criteria.converted', {
      ...evidenceSays(evidence),
      names,
      ...(offer === undefined ? {} : { offer }),
      ...(gives === undefined ? {} : { gives: gives as Json }),
    })
  },
}
