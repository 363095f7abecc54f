import fc from 'fast-check'
import { DAY, HOUR, MINUTE } from '../domain/duration.ts'
import { NAMED_BY, type Time } from '../domain/facts.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import type { Happening } from './live-contacts.ts'

/** Where random histories begin. */
export const BEGIN: Time = Date.UTC(2026, 0, 5, 9)

type Unplaced = Omit<Happening, 'at'>

const NAMES = [
  'Content Downloaded',
  'Webinar Attended',
  'Video Watched',
  'Email Clicked',
  'Meeting Held',
  'Referral Sent',
  'A',
  'B',
  'C',
]
const PATHS = ['/', '/pricing', '/docs/start']

const one = fc.constantFrom
const visits: fc.Arbitrary<Unplaced> = fc.record({
  kind: one('page' as const, 'screen' as const),
  data: fc.record({ path: one(...PATHS) }),
  stamp: one({}, { source: 'search' }, { source: 'direct' }, { human: false }, { source: 'ads', origin: 'outbound' }),
  names: one(0, 0, NAMED_BY.email),
})
const tracks: fc.Arbitrary<Unplaced> = fc.record({
  kind: one('track' as const, 'track' as const, 'communication' as const),
  name: one(...NAMES),
  data: one<JsonObject[]>({}, { value: 5 }, { value: -2, kind: 'x' }, { value: '7.5' }),
  names: one(0, NAMED_BY.email),
})
const traits: fc.Arbitrary<Unplaced> = fc.record({
  kind: fc.constant('traits' as const),
  data: one<JsonObject[]>(
    { set: { title: 'Head of Data' } },
    { set: { title: 'Student' } },
    { set: { title: null } },
    { set: { renewal: '2026-02-01' } },
    { set: { renewal: '2026-01-20T10:00:00Z' } },
  ),
  stamp: one<JsonObject[]>({}, { email_kind: 'free' }, { email_kind: 'corporate' }),
  channel: one('server' as const, 'server' as const, 'import' as const),
})
const conversions: fc.Arbitrary<Unplaced> = fc.record({
  kind: fc.constant('conversion' as const),
  name: one('newsletter', 'demo', 'guide'),
  data: one<JsonObject[]>({}, { gave: ['email'] }, { gave: ['email', 'name'] }, { offer: 'bottom' }),
})
const subscriptions: fc.Arbitrary<Unplaced> = fc.record({
  kind: fc.constant('subscription' as const),
  name: fc.constant('newsletter'),
  data: one({ on: true }, { on: false }),
})
const deals: fc.Arbitrary<Unplaced> = fc.record({
  kind: fc.constant('opportunity' as const),
  name: one('d1', 'd2', 'd3'),
  data: fc.record(
    {
      state: one('open', 'won', 'lost'),
      kind: one('new', 'new', 'renewal'),
      reason: one('timing', 'price'),
      amount: one('100', 'x'),
    },
    { requiredKeys: ['state'] },
  ) as fc.Arbitrary<JsonObject>,
})
const answers: fc.Arbitrary<Unplaced> = one<Unplaced[]>(
  { kind: 'answer', name: 'discovery', data: { values: { budget: 1, authority: 'x', need: 'y', timeline: 'z' } } },
  { kind: 'handoff', name: 'new_business', data: { state: 'started' } },
  { kind: 'handoff', name: 'new_business', data: { state: 'accepted' } },
)
const memberships: fc.Arbitrary<Unplaced> = one<Unplaced[]>(
  { kind: 'membership', data: { account: 'acme' } },
  { kind: 'membership', data: { account: 'rival' } },
  { kind: 'membership', data: { account: null } },
)

/** A person's move or one of another system, into any stage of a program. */
function rulings(program: Program): fc.Arbitrary<Unplaced> {
  const stages = program.tracks.flatMap(({ key, byKey }) => [...byKey.keys()].map((stage) => ({ stage, track: key })))
  return fc
    .record({ to: one(...stages), force: fc.boolean(), asserted: one(false, false, true) })
    .map(({ to, force, asserted }) =>
      asserted
        ? { kind: 'asserted', name: to.stage, data: { track: to.track, by: 'crm', undated: force } }
        : {
            kind: 'ruling',
            name: to.stage,
            data: { track: to.track, reason: 'timing', force, by: { user: 'anna' } },
            channel: 'app',
          },
    )
}

/** Any event that a contact's history may hold, merges and voids apart. */
function happenings(program: Program): fc.Arbitrary<Unplaced> {
  return fc.oneof(
    { arbitrary: visits, weight: 4 },
    { arbitrary: tracks, weight: 6 },
    { arbitrary: traits, weight: 2 },
    { arbitrary: conversions, weight: 3 },
    { arbitrary: subscriptions, weight: 1 },
    { arbitrary: deals, weight: 3 },
    { arbitrary: answers, weight: 2 },
    { arbitrary: memberships, weight: 1 },
    { arbitrary: rulings(program), weight: 2 },
  )
}

/** Times between one event and the next: often none, often days. */
const gaps = fc.oneof(
  { arbitrary: one(0, 0, 1, MINUTE, HOUR), weight: 3 },
  { arbitrary: fc.integer({ min: 1, max: 3 * DAY }), weight: 3 },
  { arbitrary: one(DAY, 7 * DAY, 30 * DAY, 180 * DAY), weight: 1 },
)

/** Events in the order of their times. */
export function timeline(program: Program, most = 25): fc.Arbitrary<readonly Happening[]> {
  return fc.array(fc.tuple(happenings(program), gaps), { minLength: 1, maxLength: most }).map((pairs) => {
    let at = BEGIN
    return pairs.map(([event, gap]) => {
      at += gap
      return { ...event, at }
    })
  })
}

export type Step =
  | {
      readonly do: 'take'
      readonly who: 'a' | 'b'
      readonly gap: Time
      readonly events: readonly (readonly [Unplaced, late: Time])[]
    }
  | { readonly do: 'wake'; readonly who: 'a' | 'b'; readonly gap: Time }
  /** Asks for a contact to be decided again, by a clock that is behind what was folded since. */
  | { readonly do: 'ask'; readonly who: 'a' | 'b'; readonly gap: Time; readonly late: Time }
  | {
      readonly do: 'line'
      readonly account: 'acme' | 'rival'
      readonly gap: Time
      readonly late: Time
      readonly values: JsonObject
    }
  | { readonly do: 'void'; readonly who: 'a' | 'b'; readonly gap: Time; readonly back: number }
  | { readonly do: 'merge' | 'undo' | 'fold'; readonly gap: Time }
  | { readonly do: 'publish'; readonly gap: Time; readonly which: number; readonly restates: boolean }

const who = one('a' as const, 'a' as const, 'b' as const)
const lateness = fc.oneof(
  { arbitrary: fc.constant(0), weight: 6 },
  { arbitrary: one(1, HOUR, DAY, 10 * DAY), weight: 1 },
)
const lineValues = one<JsonObject[]>(
  { employees: 10, domain: 'acme.example' },
  { employees: 900, domain: 'acme.example' },
  { employees: 900, domain: 'rival.example' },
  { opportunities: { d9: { kind: 'new', state: 'open', amount: null, openedAt: BEGIN, at: BEGIN, reason: null } } },
)

/** What a running Ripen does with two contacts and two accounts, in the order of doing. */
export function steps(program: Program, most = 20): fc.Arbitrary<readonly Step[]> {
  const take: fc.Arbitrary<Step> = fc.record({
    do: fc.constant('take' as const),
    who,
    gap: gaps,
    events: fc.array(fc.tuple(happenings(program), lateness), { minLength: 1, maxLength: 3 }),
  })
  return fc.array(
    fc.oneof(
      { arbitrary: take, weight: 10 },
      { arbitrary: fc.record({ do: fc.constant('wake' as const), who, gap: gaps }), weight: 2 },
      { arbitrary: fc.record({ do: fc.constant('ask' as const), who, gap: gaps, late: lateness }), weight: 1 },
      {
        arbitrary: fc.record({
          do: fc.constant('line' as const),
          account: one('acme' as const, 'rival' as const),
          gap: gaps,
          late: lateness,
          values: lineValues,
        }),
        weight: 2,
      },
      { arbitrary: fc.record({ do: fc.constant('void' as const), who, gap: gaps, back: fc.nat(3) }), weight: 2 },
      { arbitrary: fc.record({ do: one('merge' as const, 'undo' as const), gap: gaps }), weight: 1 },
      { arbitrary: fc.record({ do: fc.constant('fold' as const), gap: gaps }), weight: 1 },
      {
        arbitrary: fc.record({
          do: fc.constant('publish' as const),
          gap: gaps,
          which: fc.nat(5),
          restates: fc.boolean(),
        }),
        weight: 1,
      },
    ),
    { minLength: 2, maxLength: most },
  )
}
