import { DAY } from '../domain/duration.ts'
import { type Event, NAMED_BY, type Time } from '../domain/facts.ts'
import type { Book } from '../domain/history.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { normal, randomOf } from '../domain/statistics/random.ts'
import { compareWalks } from '../domain/what-if/compare.ts'
import { type Estimate, estimateAdded } from '../domain/what-if/estimate.ts'
import { MovesBuilder, stageCodes, type TwoWalks } from '../domain/what-if/moves.ts'
import { comparePeople } from '../domain/what-if/subjects.ts'
import { walkPeople } from '../domain/what-if/walk-occurred.ts'
import { programOf } from './compiled.ts'

/** A world in which what people do and what sales makes of them both come from a quality that nobody sees. */
export interface World {
  readonly people: number
  /** How much of what people do comes from their quality, and how much of whether they buy. */
  readonly eager: number
  readonly buys: number
  /** Share of an average person handed over that is won, on the logit scale. */
  readonly base: number
}

const BEGIN: Time = Date.UTC(2026, 0, 1)
const END: Time = BEGIN + 360 * DAY
const PERIOD = { since: Number.NEGATIVE_INFINITY, before: Number.POSITIVE_INFINITY }

export const PUBLISHED = `ripen: 1
name: Hidden quality
teams: [marketing, sales]
scores:
  engagement: { half_life: 30d, rules: [ { event: Read, points: 5 }, { event: Watched, points: 12 }, { event: Tried, points: 20 } ] }
  fit: { rules: [ { if: { traits.size: large }, points: 50 }, { if: { traits.size: middle }, points: 30 } ] }
  grade: { fit: { A: 50, B: 25, C: 10 }, engagement: { 1: 80, 2: 60, 3: 30 } }
stages:
  - { key: lead, entry: { when: { known: true } } }
  - { key: mql, entry: { when: { all: [ { score: { engagement: { at_least: 60 } } }, { fit: { at_least: B } } ] } } }
  - { key: sql, entry: { mode: manual } }
`

export const LOWER_THRESHOLD = PUBLISHED.replace('at_least: 60', 'at_least: 50')
export const USUAL_WORLD: World = { people: 300, eager: 0.6, buys: 1, base: -1 }

interface Run {
  readonly added: number
  /** What would have come of the added ones: nobody but the world knows. */
  readonly truth: number
  readonly estimate: Estimate | null
}

/** Lets a world happen, walks it under both lifecycles, and estimates what only the world knows. */
export function estimateIn(world: World, candidate: string, seed: number): Run {
  const random = randomOf(seed)
  const people = Array.from({ length: world.people }, (_, index) => personOf(world, random, index))
  const library = { books: new Map(people.map(({ book }) => [book.contact, book])), lines: new Map() }
  const walks: TwoWalks = {
    contacts: people.length,
    idAt: (index) => people[index]?.book.contact ?? '',
    current: walkAll(programOf(PUBLISHED), library, people),
    candidate: walkAll(programOf(candidate), library, people),
  }
  const ladder = { zone: 'UTC', tracks: [['lead', 'mql', 'sql']] }
  const stage = { current: 'mql', candidate: 'mql' }
  const { kept, added } = compareWalks(walks, { stage, period: PERIOD, current: ladder, candidate: ladder })
  const asked = { ...stage, period: PERIOD, until: END }
  const wonWithin = (index: number, age: Time) => {
    const lag = people[index]?.lag ?? null
    return lag !== null && lag <= age ? lag : null
  }
  const observed = comparePeople(walks, kept, asked).map(({ index, subject, enteredNow }) => ({
    ...subject,
    lag: wonWithin(index, END - (enteredNow ?? END)),
  }))
  const subjects = comparePeople(walks, added, asked).map(({ index, subject }) => ({ index, subject }))
  return {
    added: added.length,
    truth: subjects.filter(({ index, subject }) => wonWithin(index, subject.age) !== null).length,
    estimate: estimateAdded(
      observed,
      subjects.map(({ subject }) => subject),
      0,
      seed,
    ),
  }
}

function walkAll(program: Program, library: Parameters<typeof walkPeople>[1], people: readonly Person[]) {
  const builder = new MovesBuilder(stageCodes(program))
  const rows = people.map(({ book }) => ({ id: book.contact, sealed: false }))
  walkPeople(program, library, rows, { until: END, builder })
  return builder.finish()
}

interface Person {
  readonly book: Book
  /** How long after being handed over it would be won; null: never. */
  readonly lag: Time | null
}

function personOf({ eager, buys, base }: World, random: () => number, index: number): Person {
  const quality = normal(random)
  const contact = `person-${String(index).padStart(6, '0')}`
  const events: Event[] = []
  const add = (kind: Event['kind'], name: string, at: Time, data: Event['data'] = {}) =>
    events.push(eventOf(contact, events.length + 1, { kind, name, at, data }))
  let at = BEGIN + random() * 330 * DAY
  const size = random() < 1 / (1 + Math.exp(-quality)) ? 'large' : random() < 0.6 ? 'middle' : 'small'
  add('traits', '', Math.floor(at), { set: { size } })
  const leaves = at - Math.log(1 - random()) * 50 * DAY * Math.exp(0.3 * eager * quality)
  for (;;) {
    at += (-Math.log(1 - random()) * 4 * DAY) / Math.exp(eager * quality)
    if (at > Math.min(leaves, END - 1)) break
    const kind = random()
    add('track', kind < 0.6 ? 'Read' : kind < 0.9 ? 'Watched' : 'Tried', Math.floor(at))
  }
  const wins = random() < 1 / (1 + Math.exp(-(base + buys * quality)))
  const lag = wins ? Math.floor(DAY + random() * 25 * DAY) : null
  return { book: { contact, events, transitions: [] }, lag }
}

function eventOf(
  contact: string,
  seq: number,
  { kind, name, at, data }: Pick<Event, 'kind' | 'name' | 'at' | 'data'>,
): Event {
  const id = `${contact}-${String(seq).padStart(6, '0')}`
  return {
    is: 'event',
    kind,
    name,
    data,
    at,
    id,
    contact,
    cameBy: null,
    seq,
    receivedAt: at,
    channel: 'server',
    names: NAMED_BY.email,
    stamp: {},
  }
}
