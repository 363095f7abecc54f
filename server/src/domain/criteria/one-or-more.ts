import { z } from 'zod'

/** One value or a list of them, as most settings may be written. */
export function oneOrMore<T extends z.ZodType>(value: T) {
  return z.union([value, z.array(value).min(1)])
}
