import fc from 'fast-check'
import { stringify } from 'yaml'
import { presets } from '../domain/lifecycle/presets/presets.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { programOf } from './compiled.ts'

const one = fc.constantFrom

const leaves: fc.Arbitrary<object> = one<object[]>(
  { did: 'A' },
  { did: { event: 'A', at_least: 2, within: '7d' } },
  { did: { event: 'B', at_most: 1, within: '3d' } },
  { did: { event: 'B', after: 'A', within: '5d' } },
  { not: { did: { event: 'B', after: 'A', within: '5d' } } },
  { not: { did: { any_of: ['C'], within: '14d' } } },
  { did: { event: 'A', sum: { of: 'value', at_least: 7 } } },
  { did: { event: 'A', sum: { of: 'value', below: 4 }, within: '10d' } },
  { did: { any_of: ['A', 'B', 'C'], distinct: { of: 'day', at_least: 2 } } },
  { did: { any_of: ['A', 'B'], distinct: { of: 'value', at_least: 2 }, within: '20d' } },
  { did: { event: 'C', since: 'entry' } },
  { did: { event: 'C', since: 'ever' } },
  { page: '/pricing' },
  { converted: { offer: 'bottom' } },
  { subscribed: 'newsletter' },
  { 'traits.title': { starts: 'Head' } },
  { 'traits.renewal': { within_next: '10d' } },
  { 'traits.renewal': { past: true } },
  { 'account.employees': { at_least: 50 } },
  { 'account.opportunity': 'open' },
  { 'account.did': { event: 'A', people: 2, within: '7d' } },
  { 'account.did': { any_of: ['B', 'C'], people: 2 } },
  { 'account.did': { event: 'B', at_least: 2, after: 'A', within: '5d' } },
  { email: 'free' },
  { score: { points: { at_least: 15 } } },
  { score: { points: { below: 8 } } },
  { grade: { at_least: 'C3' } },
  { fit: { at_least: 'B' } },
  { idle: '10d' },
  { stage: { was: 's1' } },
  { stage: { is: 's1', for: '4d' } },
  { opportunity: 'open' },
  { opportunity: 'won' },
  { opportunity: { state: 'lost', since: 'ever' } },
  { reason: 'timing' },
  { imported: true },
  { source: 'search' },
  { origin: 'outbound' },
  { known: 'email' },
  { handoff: 'waiting' },
  { level: 'hot' },
  { is: 'warm' },
)
const trees: fc.Arbitrary<object> = fc.oneof(
  { arbitrary: leaves, weight: 4 },
  { arbitrary: fc.tuple(leaves, leaves).map((all) => ({ all })), weight: 1 },
  { arbitrary: fc.tuple(leaves, leaves).map((any) => ({ any })), weight: 1 },
  { arbitrary: leaves.filter((leaf) => !('not' in leaf)).map((not) => ({ not })), weight: 1 },
)
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 })
const exits = (own: string) =>
  optional(
    fc
      .record({
        to: one(...['s1', 's2', 's3', 'd1', 'd2'].filter((key) => key !== own)),
        when: optional(trees),
        after: optional(one('2d', '1h', '3wd', '6wh')),
        if: optional(leaves),
        reason: optional(one('timing')),
        even_with_open_opportunity: optional(fc.boolean()),
      })
      .map((exit) => [exit.when === undefined && exit.after === undefined ? { ...exit, after: '5d' } : exit]),
  )
const stage = (key: string) =>
  fc.record({
    key: fc.constant(key),
    entry: optional(fc.record({ when: trees, mode: optional(one('automatic', 'approval')) })),
    requires: optional(one(['s1'])),
    from: optional(one(['s1', 'd1'])),
    gate: optional(fc.boolean()),
    levels: optional(fc.tuple(leaves).map(([when]) => [{ key: 'hot', when }, { key: 'cold' }])),
    exits: exits(key),
  })
const detour = (key: string) =>
  fc.record({
    key: fc.constant(key),
    entry: optional(fc.record({ when: trees })),
    from: optional(one(['s1', 's2'], ['s2', 'd1', 'd2'])),
    evidence: optional(one('all', 'since_entry')),
    cool_off: optional(one('3d', '2wd')),
    return_to: optional(one('s2')),
    locked: optional(fc.boolean()),
    new_cycle: optional(fc.boolean()),
    back: optional(one('manual')),
    reasons: optional(one(['timing', 'price'])),
    exits: exits(key),
  })

/** A lifecycle of three stages and two detours with random rules, as a document. */
const documents: fc.Arbitrary<object> = fc
  .record({
    stages: fc.tuple(
      stage('s1').map((s1) => ({ ...s1, requires: undefined, levels: s1.levels ?? [{ key: 'hot' }] })),
      stage('s2'),
      stage('s3'),
    ),
    detours: fc.tuple(detour('d1'), detour('d2')),
    exclude: optional(leaves.map((condition) => [{ if: condition, to: 'd2', reason: 'out' }])),
    halfLife: optional(one('5d', '12h')),
    crowd: optional(
      one({ reached: 's1', people: 2 }, { reached: 's2', people: 2, within: '6d' }).map((people) => ({
        'account.people': people,
      })),
    ),
  })
  .map(({ stages, detours, exclude, halfLife, crowd }) => ({
    ripen: 1,
    name: 'Small',
    timezone: 'Europe/Berlin',
    teams: ['sales'],
    calendars: { office: { timezone: 'Europe/Berlin', hours: { 'mon-fri': '09:00-17:00' } } },
    points: { demo: { offer: 'bottom', gives: ['email', 'name'] } },
    define: { warm: { any: [{ page: '/pricing' }, { converted: 'demo' }] } },
    scores: {
      points: {
        ...(halfLife === undefined ? {} : { half_life: halfLife }),
        cap: 100,
        groups: {
          web: {
            cap: 20,
            rules: [
              { event: 'page', points: 5, at_most: '2/day' },
              { event: 'B', points: -3 },
            ],
          },
        },
        rules: [
          { event: ['A', 'C'], points: 6 },
          { if: { 'traits.title': 'Head of Data' }, points: 4 },
        ],
      },
      engagement: { half_life: '3d', rules: [{ event: 'page', points: 10 }] },
      fit: { rules: [{ if: { 'account.employees': { at_least: 50 } }, points: 30 }] },
      grade: { fit: { A: 50, B: 25, C: 0 }, engagement: { 1: 60, 2: 30, 3: 5 } },
    },
    // How far colleagues came may be read by later stages only.
    stages: crowd === undefined ? stages : [stages[0], stages[1], { ...stages[2], entry: { when: crowd } }],
    detours,
    ...(exclude === undefined ? {} : { exclude }),
  }))

/** A program and the document it was made from, which a failed test prints. */
export interface Lifecycle {
  readonly document: string
  readonly program: Program
}

const small: fc.Arbitrary<Lifecycle> = documents.map((document) => lifecycleOf(stringify(document)))
const presetLifecycles = presets.map(({ document }) => lifecycleOf(document))

/** Presets and small random ones. */
export const lifecycles: fc.Arbitrary<Lifecycle> = fc.oneof(
  { arbitrary: one(...presetLifecycles), weight: 1 },
  { arbitrary: small, weight: 2 },
)

/** Up to three versions that follow one another; the first is in force from the beginning. */
export const versions: fc.Arbitrary<readonly Lifecycle[]> = fc.oneof(
  { arbitrary: fc.tuple(one(...presetLifecycles)), weight: 1 },
  { arbitrary: fc.tuple(small, small, small), weight: 3 },
)

function lifecycleOf(document: string): Lifecycle {
  const program = programOf(document)
  const lifecycle = { document, program }
  // A failed test prints the document: a program is all functions.
  return Object.defineProperty(lifecycle, fc.toStringMethod, { value: () => `\n${document}` })
}
