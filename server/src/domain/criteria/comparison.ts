import { z } from 'zod'

/** Comparisons of a number that must all hold. */
export const comparisonSettings = z
  .strictObject({
    at_least: z.number(),
    more_than: z.number(),
    at_most: z.number(),
    below: z.number(),
    between: z.tuple([z.number(), z.number()]).describe('at least the first, at most the second'),
  })
  .partial()
  .refine((given) => Object.keys(given).length > 0, 'at least one comparison')
export type ComparisonSettings = z.infer<typeof comparisonSettings>

interface Comparison {
  /** The number at which the answer turns. */
  readonly threshold: number
  /** True where a greater number is better. */
  readonly rising: boolean
  test(value: number): boolean
}

export function comparisonsOf(settings: ComparisonSettings): readonly Comparison[] {
  const { at_least, more_than, at_most, below, between } = settings
  const least = (threshold: number): Comparison => ({ threshold, rising: true, test: (value) => value >= threshold })
  const most = (threshold: number): Comparison => ({ threshold, rising: false, test: (value) => value <= threshold })
  return [
    ...(at_least === undefined ? [] : [least(at_least)]),
    ...(more_than === undefined
      ? []
      : [{ threshold: more_than, rising: true, test: (value: number) => value > more_than }]),
    ...(at_most === undefined ? [] : [most(at_most)]),
    ...(below === undefined ? [] : [{ threshold: below, rising: false, test: (value: number) => value < below }]),
    ...(between === undefined ? [] : [least(between[0]), most(between[1])]),
  ]
}

/** The settings that were given, for a sentence. */
export function comparisonSays(settings: ComparisonSettings): Readonly<Record<string, number | readonly number[]>> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
