import { z } from 'zod'
import { anyEvent, type Epoch, type Match } from '../aggregates.ts'
import { parseDuration } from '../duration.ts'
import type { Time } from '../facts.ts'
import type { Json } from '../json.ts'
import { message } from '../message.ts'
import { type ConditionSettings, checkCondition, conditionSettings } from './condition.ts'
import type { Names, SettingsFault } from './names.ts'
import { unknownName } from './unknown-name.ts'

/** Windows are elapsed time: a window of working days would not say which events it holds. */
export const windowSettings = z
  .string()
  .refine((text) => parseDuration(text)?.unit === 'elapsed', 'a stretch of time such as 7d or 12h')

const where = z.record(z.string().min(1), conditionSettings)
const amount = z
  .strictObject({ at_least: z.number(), at_most: z.number(), below: z.number(), more_than: z.number() })
  .partial()

/** What every leaf on events understands, beside what it looks for. */
export const evidenceSettings = {
  where: where.optional().describe('conditions on properties'),
  since: z.enum(['ever', 'cycle', 'entry']).optional().describe('from when on events count (default: cycle)'),
  within: windowSettings.optional().describe('only events younger than this'),
  at_least: z.int().min(1).max(10_000).optional().describe('how often at least (default: 1)'),
  at_most: z.int().min(0).max(10_000).optional().describe('how often at most'),
  after: z
    .string()
    .min(1)
    .optional()
    .describe('only events after the latest event of this name; with `not`, what did not come within the time'),
  by: z.enum(['human', 'anyone']).optional().describe('human: leave machines out (default: anyone)'),
  sum: z
    .strictObject({ of: z.string().min(1), ...amount.shape })
    .refine((sum) => Object.keys(sum).length > 1, 'at least one of at_least, at_most, below, more_than')
    .optional()
    .describe('the sum of a property'),
  distinct: z
    .strictObject({ of: z.string().min(1), at_least: z.int().min(1).max(1000) })
    .optional()
    .describe('how many different values of a property; `day` counts days'),
  track: z.string().optional().describe('the track whose cycle or entry counts (default: the track of the stage)'),
}

const evidenceObject = z.strictObject(evidenceSettings)
export type EvidenceSettings = z.infer<typeof evidenceObject>

export function windowMs(text: string | undefined): number | null {
  const duration = text === undefined ? null : parseDuration(text)
  return duration?.unit === 'elapsed' ? duration.ms : null
}

/** The events that a leaf looks at, from what is common to all leaves on events. */
export function matchOf(settings: EvidenceSettings, own: Partial<Match>): Match {
  return {
    ...anyEvent,
    where: (settings.where as { readonly [path: string]: Json } | undefined) ?? null,
    human: settings.by === 'human',
    ...own,
  }
}

/** The settings that were given, for the sentence of a leaf. */
export function evidenceSays(settings: EvidenceSettings): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Record<string, Json>
}

export function epochOf(settings: EvidenceSettings): Epoch {
  return settings.since ?? 'cycle'
}

/** Most events that a window keeps the times of. */
const MOST_IN_WINDOW = 1000

/** What a setting leaves no room for: the leaf would not read the other one. */
const apart: readonly (readonly [keyof EvidenceSettings, readonly (keyof EvidenceSettings)[]])[] = [
  ['after', ['at_most', 'sum', 'distinct']],
  ['sum', ['at_least', 'at_most', 'distinct']],
  ['distinct', ['at_least', 'at_most']],
]

function contradictions(settings: EvidenceSettings): SettingsFault[] {
  const given = (key: keyof EvidenceSettings) => settings[key] !== undefined
  const faults: SettingsFault[] = apart.flatMap(([first, others]) =>
    others
      .filter((second) => given(first) && given(second))
      .map((second) => ({ path: [second], message: message('fault.not_together', { first, second }) })),
  )
  if (settings.at_least !== undefined && settings.at_most !== undefined && settings.at_least > settings.at_most)
    faults.push({ path: ['at_most'], message: message('fault.never', {}) })
  for (const key of ['at_least', 'at_most'] as const)
    if (given('within') && (settings[key] ?? 0) > MOST_IN_WINDOW)
      faults.push({ path: [key], message: message('fault.too_many', { most: MOST_IN_WINDOW }) })
  return faults
}

/** Faults that only the document can show, and settings that do not go together. */
export function checkEvidence(settings: EvidenceSettings, names: Names): SettingsFault[] {
  const faults = contradictions(settings)
  for (const [path, condition] of Object.entries(settings.where ?? {}))
    for (const fault of checkCondition(condition as ConditionSettings, names))
      faults.push({ ...fault, path: ['where', path, ...fault.path] })
  if (settings.track !== undefined && !names.tracks.includes(settings.track))
    faults.push({ path: ['track'], message: unknownName('track', settings.track, names.tracks) })
  return faults
}

/** The moment when the nth newest of these times leaves a window; null where there are fewer. */
export function leavesWindow(times: readonly Time[], nth: number, within: number): Time | null {
  const at = times[times.length - nth]
  return at === undefined ? null : at + within
}
