import { z } from 'zod'
import { type Duration, parseDuration } from '../duration.ts'

/** A name in the document: of a stage, a list, a score. Stays for ever, so it is short and plain. */
export const key = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'a key: small letters, digits and underscores, beginning with a letter')
  .meta({ id: 'key' })

const conditions = () =>
  z.custom<CriteriaDocument>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'conditions: all, any, not, or one condition',
  )

/** A tree of conditions; each leaf's own settings are checked when the document is compiled, for a fault at its place. */
export const criteria = conditions().meta({ id: 'criteria' })

/** Conditions in which `{ enters: stage }` stands for the entry into a stage. */
export const trigger = conditions().meta({ id: 'trigger' })

export type CriteriaDocument = { readonly [key: string]: unknown }

/** A stretch of time in the document. */
export function stretch(unit?: Duration['unit']) {
  return z.string().refine(
    (text) => {
      const duration = parseDuration(text)
      return duration !== null && (unit === undefined || duration.unit === unit)
    },
    unit === 'elapsed'
      ? 'a stretch of time such as 30d, 12h or 15m'
      : 'a stretch of time such as 30d, 4h, 8wh (working hours) or 5wd (working days)',
  )
}
