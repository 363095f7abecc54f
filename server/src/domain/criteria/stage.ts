import { z } from 'zod'
import type { Time } from '../facts.ts'
import { type ContactState, firstPosition, type Position } from '../lifecycle/state.ts'
import { message } from '../message.ts'
import type { Binder, Criterion } from './criterion.ts'
import { windowMs, windowSettings } from './evidence.ts'
import type { Names, SettingsFault } from './names.ts'
import { oneOrMore } from './one-or-more.ts'
import { unknownName } from './unknown-name.ts'

const key = z.string().min(1)
const asked = z
  .strictObject({
    is: oneOrMore(key).optional().describe('stands in this stage or detour; of several, in any of them'),
    any_of: z.array(key).min(1).optional().describe('stands in one of these'),
    was: oneOrMore(key).optional().describe('entered this stage at some time; of several, any of them'),
    since: z.enum(['ever', 'cycle']).optional().describe('which entries `was` counts (default: ever)'),
    reached: key.optional().describe('stands in this stage or in a later one'),
    for: z
      .union([
        windowSettings.describe('at least so long'),
        z
          .strictObject({ at_least: windowSettings, below: windowSettings })
          .partial()
          .refine((given) => Object.keys(given).length > 0, 'at_least or below'),
      ])
      .optional()
      .describe('how long it has stood in its present stage, in elapsed time'),
    track: z.string().optional().describe('which track (default: the track of the stage)'),
  })
  .refine(
    ({ is, any_of, was, reached, for: time }) => [is, any_of, was, reached, time].some((part) => part !== undefined),
    'at least one of is, any_of, was, reached, for',
  )
  .refine(
    ({ reached, track }) => reached === undefined || track === undefined,
    '`reached` without `track`: it follows the order of the stage’s own track',
  )
const settings = z.union([
  key.describe('stands in this stage'),
  z.array(key).min(1).describe('stands in one of these'),
  asked,
])
type Settings = z.infer<typeof settings>
type Asked = z.infer<typeof asked>

function askedOf(given: Settings): Asked {
  return typeof given === 'string' || Array.isArray(given) ? { is: given } : given
}

function check(given: Settings, names: Names): SettingsFault[] {
  const { is, any_of, was, reached, track } = askedOf(given)
  const short = typeof given === 'string' || Array.isArray(given)
  const at = { is, any_of, was, reached }
  const faults = Object.entries(at).flatMap(([setting, stages]) =>
    [stages ?? []]
      .flat()
      .filter((stage) => !names.stages.includes(stage))
      .map((stage) => ({ path: short ? [] : [setting], message: unknownName('stage', stage, names.stages) })),
  )
  if (track === undefined || names.tracks.includes(track)) return faults
  return [...faults, { path: ['track'], message: unknownName('track', track, names.tracks) }]
}

/** Whether a position is as asked, its time apart. */
function placeTest(
  { is, any_of, was, since, reached }: Asked,
  order: readonly string[],
): (position: Position) => boolean {
  const present = is === undefined && any_of === undefined ? null : [is ?? [], any_of ?? []].flat()
  const former = was === undefined ? null : [was].flat()
  const later = reached === undefined ? null : order.slice(Math.max(0, order.indexOf(reached)))
  return ({ stage, entered, cycle }) =>
    (present === null || (stage !== null && present.includes(stage))) &&
    (later === null || (stage !== null && later.includes(stage))) &&
    (former === null ||
      entered.some((entry) => former.includes(entry.stage) && (since !== 'cycle' || entry.cycle === cycle)))
}

function bind(given: Settings, binder: Binder) {
  const { track = binder.track, for: time, ...where } = askedOf(given)
  const inPlace = placeTest(where, binder.stages)
  const least = windowMs(typeof time === 'string' ? time : time?.at_least)
  const below = typeof time === 'string' ? null : windowMs(time?.below)
  const positionOf = (state: ContactState) => state.positions[track] ?? firstPosition
  const inTime = ({ stage, since }: Position, now: Time) =>
    (least === null && below === null) ||
    (stage !== null && (least === null || now - since >= least) && (below === null || now - since < below))
  return {
    test: (state: ContactState, now: Time) => inPlace(positionOf(state)) && inTime(positionOf(state), now),
    until(state: ContactState, now: Time, wanted: boolean) {
      const position = positionOf(state)
      const edge = wanted ? least : below
      if (edge === null || position.stage === null || !inPlace(position)) return null
      return position.since + edge > now ? position.since + edge : null
    },
    latest: () => null,
    awaits: [...(least === null ? [] : [true]), ...(below === null ? [] : [false])],
    observed: (state: ContactState, now: Time) => {
      const { stage, since } = positionOf(state)
      return time === undefined ? stage : { stage, ms: stage === null ? null : now - since }
    },
  }
}

/** Where the contact stands or has been, and for how long: `{ stage: mql }`. */
export const stage: Criterion<Settings> = {
  kind: 'stage',
  key: 'stage',
  settings,
  check,
  bind,
  says(given) {
    const { is, any_of, was, since, reached, for: time, track } = askedOf(given)
    const present = [is ?? [], any_of ?? []].flat()
    const span = typeof time === 'string' ? { at_least: time } : time
    return message('criteria.stage', {
      ...(present.length === 0 ? {} : { present }),
      ...(was === undefined ? {} : { was: [was].flat(), since: since ?? 'ever' }),
      ...(reached === undefined ? {} : { reached }),
      ...(span?.at_least === undefined ? {} : { at_least: span.at_least }),
      ...(span?.below === undefined ? {} : { below: span.below }),
      ...(track === undefined ? {} : { track }),
    })
  },
}
