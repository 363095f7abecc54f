import { cpus } from 'node:os'
import { Engine } from 'json-rules-engine'
import { DAY, HOUR } from '../server/src/domain/duration.ts'
import type { Event } from '../server/src/domain/facts.ts'
import { timeId } from '../server/src/domain/ids.ts'
import { emptyState } from '../server/src/domain/lifecycle/fold.ts'
import type { Program } from '../server/src/domain/lifecycle/program.ts'
import type { ContactState } from '../server/src/domain/lifecycle/state.ts'
import { walk } from '../server/src/domain/lifecycle/walk.ts'
import type { EventKind } from '../server/src/domain/vocabulary.ts'
import { programOf } from '../server/src/testing/compiled.ts'
import { seeded } from '../server/src/testing/seeded.ts'
import { median } from './cpu.ts'

const SEED = 20261122
const NOW = Date.UTC(2026, 0, 31)

/** What is asked of each contact: engagement, what it did, who it is. */
const DOCUMENT = `ripen: 1
name: Criteria
timezone: UTC
scores:
  engagement:
    half_life: 30d
    cap: 100
    rules: [ { event: page, points: 2 }, { event: Content Downloaded, points: 15 } ]
stages:
  - { key: lead, entry: { when: { known: true } } }
  - key: mql
    entry:
      mode: manual
      when:
        any:
          - { converted: { offer: bottom } }
          - all:
              - { score: { engagement: { at_least: 40 } } }
              - { did: { event: Content Downloaded, at_least: 2 } }
              - { traits.employees: { at_least: 50 } }
              - { not: { traits.country: { any_of: [KP, SY] } } }
`

/** What json-rules-engine is told of a contact: the same observations, worked out beforehand. */
interface Facts {
  readonly raised: number
  readonly engagement: number
  readonly downloads: number
  readonly employees: number
  readonly country: string
}

/**
 * CPU of evaluating one stage's criteria for contacts whose state is at hand, against json-rules-engine evaluating the same conditions on the
 * same observations (which it is given ready made, the faded score included). Both must find the same contacts.
 */
export async function benchCriteria(): Promise<Readonly<Record<string, unknown>>> {
  const contacts = Number(process.env['RIPEN_BENCH_CONTACTS'] ?? 20_000)
  const rounds = Number(process.env['RIPEN_BENCH_ROUNDS'] ?? 5)
  const program = programOf(DOCUMENT)
  const random = seeded(SEED)
  const states = Array.from({ length: contacts }, (_, index) => livedState(program, `contact-${index}`, random))
  const facts = states.map((state) => factsOf(program, state))
  const engine = peer()
  const [ours, theirs]: [number[], number[]] = [[], []]
  let matches = 0
  for (let round = -1; round < rounds; round++) {
    const [a, b] = [evaluate(program, states), await evaluatePeer(engine, facts)]
    if (a.matches !== b.matches) throw new Error(`${a.matches} contacts match, but ${b.matches} by json-rules-engine.`)
    matches = a.matches
    if (round < 0) continue
    ours.push(a.us)
    theirs.push(b.us)
  }
  return {
    name: 'criteria',
    ratio: Number((median(theirs) / median(ours)).toFixed(1)),
    ours_us: Number(median(ours).toFixed(3)),
    json_rules_engine_us: Number(median(theirs).toFixed(2)),
    contacts,
    matches,
    seed: SEED,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    node: process.version,
  }
}

function livedState(program: Program, contact: string, random: () => number): ContactState {
  const events: Event[] = []
  const add = (kind: EventKind, name: string, data: Event['data']) => {
    const seq = events.length + 1
    const at = NOW - 60 * DAY + seq * HOUR
    const id = timeId(at, seq, new Uint8Array(6))
    const context = { contact, cameBy: null, seq, receivedAt: at, channel: 'server', names: 1, stamp: {} } as const
    events.push({ is: 'event', at, id, kind, name, data, ...context })
  }
  const country = ['DE', 'FR', 'US', 'KP'][Math.floor(random() * 4)] ?? 'DE'
  add('traits', '', { set: { employees: Math.floor(random() * 200), country } })
  for (let count = Math.floor(random() * 30); count > 0; count--) add('page', 'Page', { path: '/' })
  for (let count = Math.floor(random() * 6); count > 0; count--) add('track', 'Content Downloaded', {})
  if (random() < 0.05) add('conversion', 'demo', { offer: 'bottom' })
  const options = { until: NOW, saw: { seq: 0, lines: {} }, nth: 0, wakeAt: null }
  return walk(program, emptyState(program, contact), events, options).state
}

function criteriaOf(program: Program) {
  const stage = program.tracks[0]?.byKey.get('mql')
  if (stage === undefined || stage.when === null) throw new Error('The stage has no criteria.')
  return stage.when
}

/** What each condition observes, read from the explanation of the criteria. */
function factsOf(program: Program, state: ContactState): Facts {
  const observed = new Map<string, unknown>()
  const gather = (reason: ReturnType<ReturnType<typeof criteriaOf>['reasons']>) => {
    if (reason.op === 'leaf') observed.set(reason.path, reason.observed)
    else for (const part of reason.parts) gather(part)
  }
  gather(criteriaOf(program).reasons(state, NOW))
  const [raised, engagement, downloads, employees, country] = [...observed.values()]
  return {
    raised: Number(raised),
    engagement: Number(engagement),
    downloads: Number(downloads),
    employees: Number(employees),
    country: String(country),
  }
}

function evaluate(program: Program, states: readonly ContactState[]) {
  const criteria = criteriaOf(program)
  const times = 20
  const began = process.cpuUsage()
  let matches = 0
  for (let time = 0; time < times; time++) {
    matches = 0
    for (const state of states) if (criteria.test(state, NOW)) matches += 1
  }
  return { matches, us: spent(began) / (times * states.length) }
}

async function evaluatePeer(engine: Engine, facts: readonly Facts[]) {
  const began = process.cpuUsage()
  let matches = 0
  for (const one of facts) if ((await engine.run(one)).results.length > 0) matches += 1
  return { matches, us: spent(began) / facts.length }
}

function spent(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began)
  return user + system
}

function peer(): Engine {
  const all = [
    { fact: 'engagement', operator: 'greaterThanInclusive', value: 40 },
    { fact: 'downloads', operator: 'greaterThanInclusive', value: 2 },
    { fact: 'employees', operator: 'greaterThanInclusive', value: 50 },
    { fact: 'country', operator: 'notIn', value: ['KP', 'SY'] },
  ]
  const raised = { fact: 'raised', operator: 'greaterThanInclusive', value: 1 }
  return new Engine([{ conditions: { any: [raised, { all }] }, event: { type: 'mql' } }])
}
